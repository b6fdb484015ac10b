package solar.aps.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.flow.CycleOutcome;
import solar.aps.generation.GenerationSummary;
import solar.aps.layout.Layout;
import solar.aps.sink.SinkReport.Fate;

/** Remembers what the flow did with the readings of one ECU since the program began. */
final class Memory {
  /** What can become of a cycle; its name in lower case is its label. */
  enum Outcome {
    /** Every sink took the reading, or keeps it. */
    OK,
    /** The ECU was read, and a sink failed. */
    SINK_FAILED,
    /** The ECU could not be read. */
    ECU_FAILED
  }

  private static final int INTERVALS_WITHOUT_A_GOOD_CYCLE = 3;

  private final String ecu;
  private final Settings settings;
  private final Clock clock;
  private final boolean isPolled;
  private final Map<Outcome, Long> cycles = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Instant> successes = new TreeMap<>();
  private Map<String, Double> health = Map.of();
  private Instant lastGood;
  private Optional<GenerationSummary> reading = Optional.empty();

  /**
   * @param ecu the name of the ECU, or null where there is only one
   * @param settings those of the ECU
   * @param isPolled whether this process reads it; else others hand its readings over
   */
  Memory(String ecu, Settings settings, Clock clock, boolean isPolled) {
    this.ecu = ecu;
    this.settings = settings;
    this.clock = clock;
    this.isPolled = isPolled;
    this.lastGood = clock.instant();
  }

  synchronized void cycleEnded(Optional<CycleOutcome> outcome) {
    forgetTheFuture();
    cycles.merge(
        outcome
            .map(known -> known.failures().isEmpty() ? Outcome.OK : Outcome.SINK_FAILED)
            .orElse(Outcome.ECU_FAILED),
        1L,
        Long::sum);
    reading = outcome.map(CycleOutcome::summary);
    outcome.ifPresent(
        known -> {
          lastGood = clock.instant();
          known.results().stream()
              .filter(result -> !result.failed() && result.fate() == Fate.DELIVERED)
              .forEach(result -> successes.put(result.sink(), lastGood));
        });
  }

  synchronized void panelsChecked(Map<String, Double> found) {
    health = found;
  }

  /** How well each panel is, by its ID. */
  synchronized Map<String, Double> health() {
    return health;
  }

  synchronized void givenUp(DeadLetter letter) {
    deadLetters.merge(letter.what(), 1L, Long::sum);
  }

  /** What the last cycle read; empty if it failed, or is too long ago to be shown. */
  synchronized Optional<GenerationSummary> reading() {
    return overdueSince().isPresent() ? Optional.empty() : reading;
  }

  /**
   * The time of the last good cycle, or of the start, if the next one is overdue. A cycle is good
   * when the ECU gave a page, be every panel on it silent, as at night.
   */
  synchronized Optional<Instant> overdueSince() {
    forgetTheFuture();
    Duration patience =
        settings.get(CommonKeys.POLL_INTERVAL).multipliedBy(INTERVALS_WITHOUT_A_GOOD_CYCLE);
    return Optional.of(lastGood).filter(last -> last.plus(patience).isBefore(clock.instant()));
  }

  /** After the clock was set back, the last good cycle may lie long after now. */
  private void forgetTheFuture() {
    Instant now = clock.instant();
    lastGood = lastGood.isAfter(now) ? now : lastGood;
  }

  synchronized long cycles(Outcome outcome) {
    return cycles.getOrDefault(outcome, 0L);
  }

  /** The name of the ECU, or null where there is only one. */
  String ecu() {
    return ecu;
  }

  /** How its panels are called. */
  Layout layout() {
    return Layout.of(settings);
  }

  /** Whether this process reads it. */
  boolean isPolled() {
    return isPolled;
  }

  /** How many panels there are, if that is set. */
  OptionalInt expectedPanels() {
    return CommonKeys.expectedCount(settings);
  }

  /** How many dead letters there were, by sink or for the ECU itself. */
  synchronized Map<String, Long> deadLetters() {
    return new TreeMap<>(deadLetters);
  }

  /** When each sink last took a reading. */
  synchronized Map<String, Instant> successes() {
    return new TreeMap<>(successes);
  }
}
