package solar.aps.source.tcp;

import java.util.regex.Pattern;
import solar.aps.source.SourceException;

/**
 * What the ECU says of itself. After a start and after a fault its counters are 0, which counts as
 * not known.
 *
 * @param id the 12 characters by which it is asked for its inverters
 * @param lifetimeKwh energy since it was installed, in steps of 0.1 kWh, or null
 * @param todayWh energy of the day by the ECU's own idea of a day, in steps of 10 Wh, or null
 */
record EcuInfo(String id, Double lifetimeKwh, Long todayWh) {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{12}");
  private static final int LIFETIME = 27;
  private static final int TODAY = 35;
  private static final int TODAY_END = 39;

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
    return new EcuInfo(
        id, lifetime == null ? null : lifetime / 10.0, today == null ? null : today * 10);
  }

  private static Long counter(long value) {
    return value == 0 || value == NEVER ? null : value;
  }
}
