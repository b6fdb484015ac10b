package solar.aps.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import solar.aps.generation.GenerationSummary;

/**
 * Something that failed for good, as it is kept for the user to look into.
 *
 * @param when when it failed, with the offset of a time zone of the settings
 * @param what what failed: {@link #READING}, or the ID of a sink
 * @param cause why, in a sentence
 * @param answer what the other side answered, or null
 * @param body what was being worked on: the summary a sink did not take, or the text of the page
 *     that was not understood; null when the ECU gave none
 * @param ecu the name of the ECU that it is about, or null where there is only one
 */
public record DeadLetter(
    OffsetDateTime when,
    String what,
    String cause,
    String answer,
    Object body,
    @JsonInclude(JsonInclude.Include.NON_NULL) String ecu) {
  /** What failed where an ECU was not read. */
  public static final String READING = "ecu";

  /** The exchange property with the ID of the sink at work where there is no reading for it. */
  public static final String WHAT = "solar.aps.what";

  /** The exchange property with the name of the ECU that is read; none where there is only one. */
  public static final String ECU = "solar.aps.ecu";

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS");

  /** The name of the letter's file; names sort by time. */
  String name() {
    return FILE_TIME.format(when)
        + "-"
        + what.replaceAll("[^A-Za-z0-9_-]", "_")
        + (ecu == null ? "" : "-" + ecu);
  }

  /** What failed, for the log: an ECU by its name where there are several. */
  public String title() {
    if (ecu == null) {
      return what;
    }
    return what.equals(READING) ? ecu : what + " (" + ecu + ")";
  }

  /** Whether the reading in it can be given to its sink again. */
  boolean holdsReading() {
    return body instanceof GenerationSummary;
  }
}
