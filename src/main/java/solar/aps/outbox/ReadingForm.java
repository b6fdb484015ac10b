package solar.aps.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import solar.aps.generation.GenerationSummary;

/**
 * Readings in an outbox: a file each, named after the time in UTC and the ECU, so that the hour
 * which comes twice in autumn is in order too.
 */
final class ReadingForm {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
  private static final int TIME_LENGTH = "2026-06-15T10-05-00Z".length();
  private static final Pattern KEY =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ(-.+)?");

  private ReadingForm() {}

  static ItemForm<String, GenerationSummary> of(ObjectMapper mapper) {
    return new ItemForm<>(
        "reading", GenerationSummary.class, mapper, ReadingForm::key, key -> key, ReadingForm::key);
  }

  private static String key(GenerationSummary summary) {
    String time = TIME.format(summary.takenAt());
    return summary.ecu() == null ? time : time + "-" + summary.ecu();
  }

  private static String key(String name) {
    if (!KEY.matcher(name).matches()) {
      throw new DateTimeException(name + " does not begin with a time in UTC");
    }
    takenAt(name);
    return name;
  }

  /** When the reading of this key was taken. */
  static Instant takenAt(String key) {
    return TIME.parse(key.substring(0, TIME_LENGTH), Instant::from);
  }
}
