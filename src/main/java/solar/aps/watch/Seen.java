package solar.aps.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import solar.aps.generation.GenerationSummary;
import solar.aps.layout.Layout;

/**
 * How an ECU is, at one moment.
 *
 * @param ecu its name, or null where there is only one
 * @param zone that of its clock
 * @param interval the time between two polls
 * @param layout how its panels are called, and where they lie
 * @param expected how many panels there are by the settings, or null
 * @param state what is to be told first
 * @param reading the last one there was, be it of before the start of this program
 * @param readAt when that one was taken
 * @param nextAt when the next poll begins; empty if that is not known, or others hand readings over
 * @param problem why the last poll failed; empty if it did not
 * @param silentSince the panels that were there today, and when each that gives nothing stopped
 * @param health how well panels were yesterday, by ID: 1 is as usual, 0 is silent
 * @param turns what became of the last reading, by the ID of the sink
 * @param successes when each sink last took a reading, by its ID
 */
public record Seen(
    String ecu,
    ZoneId zone,
    Duration interval,
    Layout layout,
    Integer expected,
    State state,
    Optional<GenerationSummary> reading,
    Optional<Instant> readAt,
    Optional<Instant> nextAt,
    Optional<String> problem,
    Map<String, Optional<Instant>> silentSince,
    Map<String, Double> health,
    Map<String, Turn> turns,
    Map<String, Instant> successes) {
  /** What is to be told first of an ECU. */
  public enum State {
    /** Panels give power. */
    DAY,
    /** It was read, and no panel gave any. */
    NIGHT,
    /** It was not read for two intervals or more. */
    LATE,
    /** It was not read yet, and there was no time to. */
    STARTING
  }
}
