package solar.aps.deadletter;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import solar.aps.generation.GenerationSummary;

/**
 * Something that failed for good, as it is kept for the user to look into.
 *
 * @param when when it failed, with the offset of the ECU's zone
 * @param what what failed: the name of an ECU, or the ID of a sink
 * @param cause why, in a sentence
 * @param answer what the other side answered, or null
 * @param body what was being worked on: the summary a sink did not take, or the text of the page
 *     that was not understood; null when the ECU gave none
 */
public record DeadLetter(
    OffsetDateTime when, String what, String cause, String answer, Object body) {
  /** The exchange property with the name of what is at work where that is no sink. */
  public static final String WHAT = "solar.aps.what";

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS");

  /** The name of the letter's file; names sort by time. */
  String name() {
    return FILE_TIME.format(when) + "-" + what.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /** Whether the reading in it can be given to its sink again. */
  boolean holdsReading() {
    return body instanceof GenerationSummary;
  }
}
