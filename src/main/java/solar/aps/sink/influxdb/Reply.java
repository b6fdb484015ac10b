package solar.aps.sink.influxdb;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import solar.aps.outbox.Answer;

/**
 * What InfluxDB, or whatever stands in its place, answered to a write.
 *
 * @param status the HTTP status; 0 when there was no answer
 * @param said what it said, as one line that may be shown; or why there was no answer
 * @param page whether it is a page for people, which no database sends
 * @param version what InfluxDB calls its version; empty: it told none
 * @param retryAfter the pause that it asks for; zero: none
 */
record Reply(int status, String said, boolean page, String version, Duration retryAfter) {
  /** A write that holds no line, which InfluxDB 3 does not like. */
  private static final String NO_LINES = "incoming write was empty";

  /**
   * How the servers speak of a line that is bad in itself. What else they refuse with the same
   * status is the fault of the settings: a wrong name in them must not set all readings aside. Each
   * has a space in it, which a name in an address that is repeated has not.
   */
  private static final Pattern ABOUT_LINES =
      Pattern.compile(
          "partial write|(unable|failed) to parse|cannot parse|parsing failed|line protocol"
              + "|influx line|field type conflict");

  /** A limit of the server is no fault of a line. */
  private static final Pattern ABOUT_LIMITS = Pattern.compile("exceed");

  /** No answer, for this reason. */
  static Reply none(String reason) {
    return new Reply(0, reason, false, "", Duration.ZERO);
  }

  /** What is to be done after this answer to a write. */
  Answer answer() {
    if (status == 0) {
      return Answer.later("InfluxDB is not reached: " + said);
    }
    if (status == 204) {
      return Answer.taken();
    }
    // of many readings the half may pass; also a proxy says so
    if (status == 413) {
      return Answer.never("too much at once (" + words() + ")");
    }
    if (status == 429 || status == 408 || status >= 500) {
      return Answer.later("InfluxDB takes nothing now (" + words() + ")", retryAfter);
    }
    if (status / 100 == 3) {
      return Answer.later(
          "influxdb.url leads elsewhere ("
              + words()
              + "); if that is where InfluxDB is, write that address into influxdb.url");
    }
    // HTTP 200 is no success of a write: any web server gives it to anything
    if (status < 300 || (page && status != 401)) {
      return Answer.later(
          "something else than InfluxDB answered ("
              + words()
              + "), perhaps a login page or a proxy; check influxdb.url and this machine's way there");
    }
    return isAboutLines()
        ? Answer.never("InfluxDB refuses a reading (" + words() + ")")
        : Answer.refusedSettings("InfluxDB refuses the settings (" + words() + "); " + advice());
  }

  private boolean isAboutLines() {
    String text = said.toLowerCase(Locale.ROOT);
    return (status == 400 || status == 422)
        && ABOUT_LINES.matcher(text).find()
        && !ABOUT_LIMITS.matcher(text).find();
  }

  private String advice() {
    return switch (status) {
      case 401 -> "check influxdb.token, or influxdb.username and influxdb.password";
      case 403 -> "check that the token or the user may write there";
      case 404 ->
          "check influxdb.url, and that the database, or the bucket of the organisation, is there";
      default -> "check influxdb.url and the other keys of influxdb";
    };
  }

  /** Whether this answer to a write without any line shows that lines would be taken. */
  boolean takesLines() {
    return status == 204 || (status == 400 && said.contains(NO_LINES));
  }

  /** Whether InfluxDB 3 answered, and not with a refusal. */
  boolean isOfVersion3() {
    return status / 100 == 2 && version.startsWith("3");
  }

  /** The status and what was said. */
  private String words() {
    String words = said.startsWith(status + " ") ? said : status + " " + said;
    return "HTTP " + words.strip();
  }
}
