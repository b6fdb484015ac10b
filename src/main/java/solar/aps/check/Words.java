package solar.aps.check;

import java.time.Duration;

/** Numbers and texts as people read them. */
public final class Words {
  private Words() {}

  /** Such as {@code 1 panel} and {@code 8 panels}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** A text on one line, cut where it is longer than so many characters. */
  public static String line(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }

  /** To the minute below a day, to the day above; {@code duration} is not negative. */
  public static String duration(Duration duration) {
    if (duration.toMinutes() == 0) {
      return "less than a minute";
    }
    if (duration.toDays() > 0) {
      return count(duration.toDays(), "day");
    }
    if (duration.toHours() == 0) {
      return count(duration.toMinutes(), "minute");
    }
    String hours = count(duration.toHours(), "hour");
    return duration.toMinutesPart() == 0
        ? hours
        : hours + " " + count(duration.toMinutesPart(), "minute");
  }
}
