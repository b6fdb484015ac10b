package solar.aps.source.tcp;

import java.util.regex.Pattern;
import solar.aps.generation.Energy;
import solar.aps.source.SourceException;

/**
 * What the ECU says of itself.
 *
 * @param id the 12 characters by which it is asked for its inverters
 * @param energy its counters, the lifetime in steps of 0.1 kWh and the day in steps of 10 Wh. After
 *     a start and after a fault they are 0, which counts as not known
 * @param inverters how many are registered, or null
 */
record EcuInfo(String id, Energy energy, Integer inverters) {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{12}");
  private static final int MODEL = 25;
  private static final int LIFETIME = 27;
  private static final int TODAY = 35;
  private static final int TODAY_END = 39;
  private static final int REGISTERED = 46;
  private static final int REGISTERED_END = 48;

  /** How the ECU writes what it has never known, in each byte. */
  private static final long NEVER = 0xd0d0d0d0L;

  /**
   * Reads the answer to {@link Command#INFO}.
   *
   * @throws SourceException if it does not hold an ECU's id
   */
  static EcuInfo read(Frame frame) throws SourceException {
    String id = frame.end() < TODAY_END ? "" : frame.text(Frame.BODY, Frame.BODY + 12);
    if (!ID.matcher(id).matches()) {
      throw new SourceException(
          "the ECU does not say who it is: found the answer %s, expected an id of 12 digits in it. Wait for the next poll; if it stays, report this answer to the project"
              .formatted(frame.hex()));
    }
    Long lifetime = counter(frame.fourBytes(LIFETIME));
    Long today = counter(frame.fourBytes(TODAY));
    Energy energy =
        new Energy(
            id, today == null ? null : today * 10, lifetime == null ? null : lifetime / 10.0);
    return new EcuInfo(id, energy, inverters(frame));
  }

  private static Long counter(long value) {
    return value == 0 || value == NEVER ? null : value;
  }

  /** Where the number stands in the answer of other models is not certain. */
  private static Integer inverters(Frame frame) {
    return frame.text(MODEL, LIFETIME).equals("01") && frame.end() >= REGISTERED_END
        ? frame.twoBytes(REGISTERED)
        : null;
  }
}
