package solar.aps.web.api;

import java.time.OffsetDateTime;

/**
 * A sink as the page shows it.
 *
 * @param sink its ID
 * @param title what people call it
 * @param ecu the name of the ECU whose readings it is about, or null if it is about all
 * @param takenAt when it last took a reading, or null
 * @param waiting how many readings wait for it, or null
 * @param words how it is, in the words of the log
 */
record SinkNow(
    String sink,
    String title,
    String ecu,
    State state,
    OffsetDateTime takenAt,
    Integer waiting,
    String words) {
  enum State {
    /** It took the last reading. */
    OK,
    /** It keeps readings until they can be delivered. */
    WAITING,
    /** It did not take the last reading. */
    FAILED,
    /** The other side refused the last reading for good, or refuses the settings. */
    REFUSED,
    /** It had nothing to do. */
    IDLE
  }
}
