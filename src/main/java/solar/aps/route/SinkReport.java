package solar.aps.route;

import org.slf4j.event.Level;

/**
 * What a sink has to say about a reading.
 *
 * @param answer the line for the user that belongs to the reading
 * @param note the same for the log, with what else is worth knowing
 * @param level how much the log line matters
 * @param delivered whether the reading is where it was to go; if not, the sink still has it
 */
public record SinkReport(String answer, String note, Level level, boolean delivered) {

  /** A reading that is where it was to go, or was rightly sent nowhere. */
  public static SinkReport delivered(String answer) {
    return delivered(answer, answer);
  }

  /** A reading that is where it was to go. */
  public static SinkReport delivered(String answer, String note) {
    return new SinkReport(answer, note, Level.INFO, true);
  }

  /** A reading that the sink keeps and will send later, or has put aside. */
  public static SinkReport undelivered(String answer, String note, Level level) {
    return new SinkReport(answer, note, level, false);
  }
}
