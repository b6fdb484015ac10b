package solar.aps.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import solar.aps.deadletter.DeadLetter;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.FlowListener;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.SinkReport.Fate;

/** Remembers what the flow did since the program began. */
final class Memory implements FlowListener {
  /** What can become of a cycle; its name in lower case is its label. */
  enum Outcome {
    /** Every sink took the reading, or keeps it. */
    OK,
    /** The ECU was read, and a sink failed. */
    SINK_FAILED,
    /** The ECU could not be read. */
    ECU_FAILED
  }

  private final Clock clock;
  private final Duration patience;
  private final Map<Outcome, Long> cycles = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Instant> successes = new TreeMap<>();
  private Instant lastGood;
  private Optional<GenerationSummary> reading = Optional.empty();

  /**
   * @param patience the time without a good cycle after which something is wrong
   */
  Memory(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    this.lastGood = clock.instant();
  }

  @Override
  public synchronized void cycleEnded(String ecu, Optional<CycleOutcome> outcome) {
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

  @Override
  public synchronized void givenUp(DeadLetter letter) {
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

  /** How many dead letters there were, by sink or ECU. */
  synchronized Map<String, Long> deadLetters() {
    return new TreeMap<>(deadLetters);
  }

  /** When each sink last took a reading. */
  synchronized Map<String, Instant> successes() {
    return new TreeMap<>(successes);
  }
}
