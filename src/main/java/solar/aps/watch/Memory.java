package solar.aps.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.Causes;
import solar.aps.deadletter.DeadLetter;
import solar.aps.flow.CycleOutcome;
import solar.aps.generation.GenerationSummary;
import solar.aps.layout.Layout;
import solar.aps.sink.SinkReport.Fate;

/** Remembers what the flow did with the readings of one ECU since the program began. */
public final class Memory {
  /** What can become of a cycle; its name in lower case is its label. */
  public enum Outcome {
    /** Every sink took the reading, or keeps it. */
    OK,
    /** The ECU was read, and a sink failed. */
    SINK_FAILED,
    /** The ECU could not be read. */
    ECU_FAILED
  }

  private static final int INTERVALS_WITHOUT_A_GOOD_CYCLE = 3;
  private static final int INTERVALS_UNTIL_LATE = 2;
  private static final int LINE = 200;

  private final String ecu;
  private final Settings settings;
  private final Clock clock;
  private final boolean isPolled;
  private final Map<Outcome, Long> cycles = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Instant> successes = new TreeMap<>();
  private final Map<String, Turn> turns = new TreeMap<>();
  private final Silence silence = new Silence();
  private final Instant begun;
  private Map<String, Double> health = Map.of();
  private Instant lastGood;
  private Optional<GenerationSummary> reading = Optional.empty();

  /** The last one there was, with its moment, whatever the polls after it came to. */
  private Optional<GenerationSummary> lastReading = Optional.empty();

  private Optional<Instant> pollBegan = Optional.empty();
  private Optional<String> problem = Optional.empty();

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
    this.begun = clock.instant();
    this.lastGood = begun;
  }

  /** A reading of before the program began. */
  synchronized void recall(GenerationSummary earlier) {
    GenerationSummary known = earlier.withMoment(zone());
    lastReading = Optional.of(known);
    silence.add(known, known.takenAt());
  }

  private ZoneId zone() {
    return settings.get(CommonKeys.TIME_ZONE);
  }

  synchronized void cycleBegan() {
    pollBegan = Optional.of(clock.instant());
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
          recall(known.summary());
          known.results().forEach(this::remember);
        });
    problem = outcome.isPresent() ? Optional.empty() : problem;
  }

  private void remember(CycleOutcome.Result result) {
    Fate fate = result.failed() ? null : result.fate();
    if (fate == Fate.DELIVERED) {
      successes.put(result.sink(), lastGood);
    }
    turns.put(result.sink(), new Turn(lastGood, fate, words(result)));
  }

  private String words(CycleOutcome.Result result) {
    if (result.failed()) {
      String sentence = settings.masked(Causes.sentence(result.failure()));
      return Words.line(sentence, LINE);
    }
    return result.report() == null ? "" : result.report().note();
  }

  synchronized void panelsChecked(Map<String, Double> found) {
    health = found;
  }

  /** How well each panel is, by its ID. */
  public synchronized Map<String, Double> health() {
    return health;
  }

  synchronized void givenUp(DeadLetter letter) {
    deadLetters.merge(letter.what(), 1L, Long::sum);
    if (letter.what().equals(DeadLetter.READING)) {
      problem = Optional.of(Words.line(letter.cause(), LINE));
    }
  }

  /** What the last cycle read; empty if it failed, or is too long ago to be shown. */
  public synchronized Optional<GenerationSummary> reading() {
    return overdueSince().isPresent() ? Optional.empty() : reading;
  }

  /**
   * The time of the last good cycle, or of the start, if the next one is overdue. A cycle is good
   * when the ECU gave a page, be every panel on it silent, as at night.
   */
  public synchronized Optional<Instant> overdueSince() {
    forgetTheFuture();
    Duration patience = interval().multipliedBy(INTERVALS_WITHOUT_A_GOOD_CYCLE);
    return Optional.of(lastGood).filter(last -> last.plus(patience).isBefore(clock.instant()));
  }

  /** How the ECU is now. */
  public synchronized Seen seen() {
    forgetTheFuture();
    return new Seen(
        ecu,
        zone(),
        interval(),
        layout(),
        expectedPanels().isPresent() ? expectedPanels().getAsInt() : null,
        state(),
        lastReading,
        lastReading.map(GenerationSummary::takenAt),
        pollBegan.filter(began -> isPolled).map(this::next),
        problem,
        silence.panels(),
        health,
        Map.copyOf(turns),
        Map.copyOf(successes));
  }

  private Seen.State state() {
    Instant now = clock.instant();
    Duration patience = interval().multipliedBy(INTERVALS_UNTIL_LATE);
    Optional<GenerationSummary> fresh =
        lastReading.filter(
            last ->
                last.takenAt().plus(patience).isAfter(now)
                    // else the clock was set back
                    && last.takenAt().minus(patience).isBefore(now));
    if (fresh.isPresent()) {
      return fresh.get().receivedCount() > 0 ? Seen.State.DAY : Seen.State.NIGHT;
    }
    boolean isNew = lastGood.equals(begun) && begun.plus(patience).isAfter(now);
    return isNew ? Seen.State.STARTING : Seen.State.LATE;
  }

  /** Polls keep their pace, even if one that hangs makes others fall out. */
  private Instant next(Instant began) {
    long passed = Math.max(0, Duration.between(began, clock.instant()).dividedBy(interval()));
    return began.plus(interval().multipliedBy(passed + 1));
  }

  private Duration interval() {
    return settings.get(CommonKeys.POLL_INTERVAL);
  }

  /** After the clock was set back, the last good cycle may lie long after now. */
  private void forgetTheFuture() {
    Instant now = clock.instant();
    lastGood = lastGood.isAfter(now) ? now : lastGood;
  }

  /** How many cycles came to this. */
  public synchronized long cycles(Outcome outcome) {
    return cycles.getOrDefault(outcome, 0L);
  }

  /** The name of the ECU, or null where there is only one. */
  public String ecu() {
    return ecu;
  }

  /** How its panels are called. */
  public Layout layout() {
    return Layout.of(settings);
  }

  /** Whether this process reads it. */
  public boolean isPolled() {
    return isPolled;
  }

  /** How many panels there are, if that is set. */
  public OptionalInt expectedPanels() {
    return CommonKeys.expectedCount(settings);
  }

  /** How many dead letters there were, by sink or for the ECU itself. */
  public synchronized Map<String, Long> deadLetters() {
    return new TreeMap<>(deadLetters);
  }

  /** When each sink last took a reading. */
  public synchronized Map<String, Instant> successes() {
    return new TreeMap<>(successes);
  }
}
