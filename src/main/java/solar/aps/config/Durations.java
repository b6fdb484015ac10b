package solar.aps.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats of durations: whole days, hours, minutes and seconds with their units, such as 1h30m. */
public final class Durations {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?<days>(\\d{1,9}d)?)(?<time>(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BARE_NUMBER = Pattern.compile("\\d+");
  private static final Duration LEAST_POLL_INTERVAL = Duration.ofMinutes(1);

  private Durations() {}

  /** A duration in these bounds, which are in it themselves. */
  public static Format<Duration> between(Duration least, Duration most) {
    return text -> {
      Duration duration = parse(text);
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw new BadTextException(
            "is out of range; write a duration from %s to %s".formatted(text(least), text(most)));
      }
      return duration;
    };
  }

  /** Zero, which switches something off, or a duration of at least this length. */
  public static Format<Duration> zeroOrAtLeast(Duration least) {
    return text -> {
      Duration duration = parse(text);
      if (!duration.isZero() && duration.compareTo(least) < 0) {
        throw new BadTextException(
            "is too short; write %s or more, or 0 to switch it off".formatted(text(least)));
      }
      return duration;
    };
  }

  static Duration pollInterval(String text) throws BadTextException {
    if (parse(text).compareTo(LEAST_POLL_INTERVAL) < 0) {
      throw new BadTextException(
          "is too short: below %s hangs ECUs; write 5m, the ECU's own pace, or at least %s"
              .formatted(text(LEAST_POLL_INTERVAL), text(LEAST_POLL_INTERVAL)));
    }
    return between(LEAST_POLL_INTERVAL, Duration.ofDays(1)).parse(text);
  }

  private static Duration parse(String text) throws BadTextException {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (BARE_NUMBER.matcher(text).matches()) {
      throw new BadTextException(
          "has no unit; add d, h, m or s for days, hours, minutes or seconds, as in 10s, 5m,"
              + " 1h30m or 14d");
    }
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      throw new BadTextException(
          "is not a duration; write whole numbers with their units d, h, m or s, as in 10s, 5m,"
              + " 1h30m or 14d");
    }
    String time = duration.group("time");
    return Duration.parse("P" + duration.group("days") + (time.isEmpty() ? "" : "T" + time));
  }

  /** The shortest text for a whole number of days, hours, minutes or seconds. */
  private static String text(Duration duration) {
    if (duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + "d";
    }
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
