package solar.aps.source.tcp;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import solar.aps.source.DayCurve;
import solar.aps.source.SourceException;

/** The answer to {@link Command#CURVE}: hour, minute and power of each round, and no date. */
final class PowerCurve {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final int FIRST = 15;
  private static final int RECORD = 4;
  private static final int LAST_HOUR = 23;
  private static final int LAST_MINUTE = 59;

  private PowerCurve() {}

  /** How a day is asked for. */
  static String argument(LocalDate day) {
    return DATE.format(day);
  }

  /**
   * Reads the answer.
   *
   * @param day the day that was asked for
   * @throws SourceException if this is no curve of one day
   */
  static DayCurve read(Frame frame, LocalDate day) throws SourceException {
    if (frame.refusal().isPresent()
        || !frame.text(Frame.BODY, FIRST).equals("00")
        || (frame.end() - FIRST) % RECORD != 0) {
      throw unlike(frame);
    }
    Map<LocalDateTime, Integer> watts = new TreeMap<>();
    LocalTime last = LocalTime.MIN;
    for (int at = FIRST; at < frame.end(); at += RECORD) {
      int hour = frame.digits(at, at + 1).map(Integer::parseInt).orElse(LAST_HOUR + 1);
      int minute = frame.digits(at + 1, at + 2).map(Integer::parseInt).orElse(LAST_MINUTE + 1);
      if (hour > LAST_HOUR || minute > LAST_MINUTE) {
        throw unlike(frame);
      }
      LocalTime time = LocalTime.of(hour, minute);
      if (time.isBefore(last)) {
        throw unlike(frame);
      }
      last = time;
      watts.put(day.atTime(time), frame.twoBytes(at + 2));
    }
    return new DayCurve(watts);
  }

  private static SourceException unlike(Frame frame) {
    return new SourceException(
        "the ECU's curve of the day is not understood: found %s, expected hours and minutes that rise. Report this answer to the project"
            .formatted(frame.hex()));
  }
}
