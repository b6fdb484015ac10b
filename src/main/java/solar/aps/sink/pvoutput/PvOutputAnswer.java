package solar.aps.sink.pvoutput;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * PVOutput's answers, put into words a user can act on. An answer has the form {@code <Reason>
 * <code>: <message>}; its letter case varies.
 */
final class PvOutputAnswer {
  private static final int SHOWN = 200;
  private static final Pattern LIMIT = Pattern.compile("exceeded\\s+\\S+\\s+requests?\\s+per");

  private PvOutputAnswer() {}

  /** The answer as one line: its text, or where it has none its HTTP status. */
  static String words(int status, String text) {
    String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "HTTP " + status;
    }
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /** What to do about an answer that refuses a status. A 403 is one of three different things. */
  static String advice(int status, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (status == 401) {
      return "Check pvoutput.api-key and pvoutput.system-id against the settings page at PVOutput";
    }
    if (status == 403 && LIMIT.matcher(text).find()) {
      return "The key's requests of this hour are spent; the next readings are sent by themselves";
    }
    if (status == 403 && text.contains("donation")) {
      return "Extended values are for donors: set pvoutput.send-freq=false";
    }
    if (status == 403) {
      return "Check that the key of pvoutput.api-key is not read-only";
    }
    if (status == 400 && (text.contains("moon powered") || text.contains("future"))) {
      return "Check time-zone, and the clock of this machine";
    }
    if (status == 400) {
      return "PVOutput will never take this reading; the others are not affected";
    }
    return "The next readings are sent by themselves";
  }
}
