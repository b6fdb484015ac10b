package solar.aps.source.tcp;

/** What the ECU is asked. There are commands that change it, too: they have no place here. */
enum Command {
  /** Who the ECU is, and its counters of energy. */
  INFO("0001"),

  /** What each inverter reported in the last round. */
  INVERTERS("0002"),

  /** The power of each round of a day. */
  CURVE("0003");

  private static final int BEFORE_CODE = 9;

  private final String code;

  Command(String code) {
    this.code = code;
  }

  /** Four digits. */
  String code() {
    return code;
  }

  /**
   * What to send.
   *
   * @param ecuId the 12 characters of the ECU's id; empty for {@link #INFO}
   */
  String request(String ecuId) {
    return framed(code + ecuId + "END");
  }

  /**
   * What to send.
   *
   * @param argument what the command is about
   */
  String request(String ecuId, String argument) {
    return framed(code + ecuId + "END" + argument + "END");
  }

  private static String framed(String rest) {
    // the length counts from the A of APS to the D of END
    return "APS11%04d%s\n".formatted(BEFORE_CODE + rest.length(), rest);
  }
}
