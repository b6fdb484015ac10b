package solar.aps.sink;

import org.slf4j.event.Level;

/**
 * What a sink reports about a reading.
 *
 * @param answer the line for the user that belongs to the reading; empty for none
 * @param note the same for the log, with what else is worth knowing
 * @param level how much the log line matters
 * @param fate where the reading is
 */
public record SinkReport(String answer, String note, Level level, Fate fate) {
  /** Where a reading is after its sink. */
  public enum Fate {
    /** Where it was to go. */
    DELIVERED,
    /** Rightly sent nowhere. */
    SKIPPED,
    /** Still with the sink, or put aside. */
    UNDELIVERED
  }

  /** A reading that is where it was to go. */
  public static SinkReport delivered(String answer, String note) {
    return new SinkReport(answer, note, Level.INFO, Fate.DELIVERED);
  }

  /** A reading that is not to go anywhere. */
  public static SinkReport skipped(String answer) {
    return new SinkReport(answer, answer, Level.INFO, Fate.SKIPPED);
  }

  /** A reading that the sink keeps and will send later, or has put aside. */
  public static SinkReport undelivered(String answer, String note, Level level) {
    return new SinkReport(answer, note, level, Fate.UNDELIVERED);
  }
}
