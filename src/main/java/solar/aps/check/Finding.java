package solar.aps.check;

/**
 * What one look gave.
 *
 * @param mark how good it is
 * @param link the part of the chain it is about
 * @param step what was looked at
 * @param words what was found, and, if it is not good, what to do
 */
public record Finding(Mark mark, Link link, String step, String words) {
  /** How good a finding is. */
  public enum Mark {
    GOOD("✓"),
    WARNING("!"),
    BAD("✗"),
    NOT_TRIED("-");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }
  }

  public static Finding good(Link link, String step, String words) {
    return new Finding(Mark.GOOD, link, step, words);
  }

  public static Finding warning(Link link, String step, String words) {
    return new Finding(Mark.WARNING, link, step, words);
  }

  public static Finding bad(Link link, String step, String words) {
    return new Finding(Mark.BAD, link, step, words);
  }

  public static Finding notTried(Link link, String step, String why) {
    return new Finding(Mark.NOT_TRIED, link, step, "not tried: " + why);
  }

  /**
   * The same about one of several ECUs.
   *
   * @param ecu its name, or null where there is only one
   */
  public Finding of(String ecu) {
    return ecu == null ? this : new Finding(mark, link, ecu + ": " + step, words);
  }

  public boolean isBad() {
    return mark == Mark.BAD;
  }

  /** The finding as one line. */
  @Override
  public String toString() {
    return "%s %s: %s".formatted(mark.sign, step, words);
  }
}
