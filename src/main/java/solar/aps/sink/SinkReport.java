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
    /** Still with the sink, which will send it later. */
    WAITING,
    /** Refused, and put aside. */
    REFUSED
  }

  /** Camel asks for it at every poll, and to generate it would take a part of a start. */
  @Override
  public String toString() {
    return note;
  }

  /** A reading that is where it was to go. */
  public static SinkReport delivered(String answer, String note) {
    return new SinkReport(answer, note, Level.INFO, Fate.DELIVERED);
  }

  /** A reading that is not to go anywhere. */
  public static SinkReport skipped(String answer) {
    return new SinkReport(answer, answer, Level.INFO, Fate.SKIPPED);
  }

  /** A reading that the sink keeps and will send later. */
  public static SinkReport waiting(String note, Level level) {
    return new SinkReport(note, note, level, Fate.WAITING);
  }

  /** A reading that is refused for good, and put aside. */
  public static SinkReport refused(String answer, String note) {
    return new SinkReport(answer, note, Level.INFO, Fate.REFUSED);
  }
}
