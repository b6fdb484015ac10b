package solar.aps.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.sink.SinkReport;

/**
 * Decides which readings go next, oldest first, and what follows from each answer. It sends nothing
 * itself: whoever asks while the sink has to be left alone gets nothing to send.
 */
final class Queue {
  private static final Logger LOG = LoggerFactory.getLogger(Queue.class);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
  private static final Duration ALARM = Duration.ofDays(1);

  /** The least time between two looks, such as for letters that the disk does not take. */
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final String sink;
  private final int batchSize;
  private final Clock clock;
  private final ItemForm<String, GenerationSummary> form;
  private final Outbox<String, GenerationSummary> outbox;
  private final SetAside<String, GenerationSummary> setAside;
  private final Expiry expiry;
  private final Pause pause = new Pause();

  /** What goes before others: the parts of a batch that was refused. */
  private final Deque<List<String>> parts = new ArrayDeque<>();

  private Instant lastSuccess;
  private boolean settingsTold;

  /** The reading whose fate is reported, and what was said of it if it was refused. */
  private String newest;

  private String refusal;

  /**
   * @param sink the ID of the sink
   * @param batchSize the most readings that are sent at once
   */
  Queue(
      Services services,
      String sink,
      int batchSize,
      ItemForm<String, GenerationSummary> form,
      Outbox<String, GenerationSummary> outbox) {
    this.sink = sink;
    this.batchSize = batchSize;
    this.clock = services.clock();
    this.form = form;
    this.outbox = outbox;
    this.setAside = new SetAside<>(services.letters(), clock, sink, GenerationSummary::ecu, form);
    this.expiry = new Expiry(services.settings().get(OutboxKeys.MAX_AGE));
  }

  /** Takes a reading into the outbox; from now on its fate is reported. */
  void accept(GenerationSummary summary) {
    outbox.put(summary);
    newest = form.key().apply(summary);
    refusal = null;
    setAside.forget(newest);
    if (lastSuccess != null && lastSuccess.isAfter(clock.instant())) {
      // the clock was set back: a success of the future must not put off the alarm
      lastSuccess = clock.instant();
    }
  }

  /** What is to be sent now; none if there is nothing to send, or the sink has to be left alone. */
  List<GenerationSummary> next() {
    if (pause.lasts(clock.instant())) {
      return List.of();
    }
    setAside.retry(outbox);
    while (!parts.isEmpty()) {
      List<GenerationSummary> part = sendable(parts.removeFirst().stream());
      if (!part.isEmpty()) {
        return part;
      }
    }
    return sendable(outbox.keys().stream());
  }

  private List<GenerationSummary> sendable(Stream<String> keys) {
    return keys.filter(key -> !setAside.isPending(key))
        .map(outbox::find)
        .flatMap(Optional::stream)
        .limit(batchSize)
        .toList();
  }

  /** Draws the consequences of an answer. */
  void settle(List<GenerationSummary> batch, Answer answer) {
    switch (answer.verdict()) {
      case TAKEN -> taken(batch);
      case NEVER -> refused(batch, answer);
      case LATER, SETTINGS -> {
        pause.begin(answer, clock.instant());
        setAsideTheOld();
      }
    }
  }

  /** In how long there may be something to send again; empty if nothing waits. */
  Optional<Duration> nextTry() {
    Duration left =
        pause.reason().map(why -> Duration.between(clock.instant(), pause.until())).orElse(LOOK);
    return outbox.size() == 0
        ? Optional.empty()
        : Optional.of(left.compareTo(LOOK) < 0 ? LOOK : left);
  }

  private void taken(List<GenerationSummary> batch) {
    batch.forEach(outbox::remove);
    pause.end();
    lastSuccess = clock.instant();
    settingsTold = false;
  }

  /** A batch is halved until the reading that spoils it stands alone; that one is set aside. */
  private void refused(List<GenerationSummary> batch, Answer answer) {
    pause.end();
    if (batch.size() > 1) {
      List<String> keys = batch.stream().map(form.key()).toList();
      int half = keys.size() / 2;
      parts.addFirst(keys.subList(half, keys.size()));
      parts.addFirst(keys.subList(0, half));
      return;
    }
    GenerationSummary one = batch.get(0);
    LOG.warn(
        "{}: the reading of {} is refused for good ({}) and is set aside",
        sink,
        one.timestampText(),
        answer.words());
    setAside.put(outbox, one, "refused by " + sink, answer.words());
    if (form.key().apply(one).equals(newest)) {
      refusal = answer.words();
    }
  }

  /** Only what cannot be delivered gets old: what can be is taken at any age. */
  private void setAsideTheOld() {
    List<GenerationSummary> old =
        expiry.of(outbox.keys(), clock.instant()).stream()
            .filter(key -> !setAside.isPending(key))
            .map(outbox::find)
            .flatMap(Optional::stream)
            .toList();
    if (!old.isEmpty()) {
      LOG.warn("{}: {} readings are older than outbox.max-age and set aside", sink, old.size());
    }
    old.forEach(one -> setAside.put(outbox, one, "older than outbox.max-age", null));
  }

  /** What to report about the reading that was accepted last. */
  SinkReport report() {
    String left = ", outbox " + size();
    if (refusal != null) {
      String note = "%s refuses the reading (%s)%s".formatted(sink, refusal, left);
      return SinkReport.undelivered(note, note, Level.INFO);
    }
    if (!outbox.keys().contains(newest)) {
      return SinkReport.delivered("", sink + " outbox " + size());
    }
    String note =
        pause
            .reason()
            .map(why -> words(why) + left + ", next try " + time(pause.until()))
            .orElse(sink + ": still sending" + left);
    return SinkReport.undelivered(note, note, level());
  }

  private String words(Answer why) {
    return why.verdict() == Answer.Verdict.SETTINGS
        ? sink + " refuses the settings (" + why.words() + "); correct them and start again"
        : sink + ": not taken (" + why.words() + ")";
  }

  private String time(Instant at) {
    return MINUTE.format(LocalTime.ofInstant(at, clock.getZone()));
  }

  private Level level() {
    if (settingsFault().isPresent() && !settingsTold) {
      settingsTold = true;
      return Level.ERROR;
    }
    Instant now = clock.instant();
    if (Duration.between(stuckSince().orElse(now), now).compareTo(ALARM) >= 0) {
      return Level.ERROR;
    }
    return pause.reason().isPresent() ? Level.WARN : Level.INFO;
  }

  /** As {@link solar.aps.sink.Backlog#stuckSince}. */
  Optional<Instant> stuckSince() {
    return outbox.keys().stream()
        .findFirst()
        .map(ReadingForm::takenAt)
        .map(oldest -> lastSuccess == null || oldest.isAfter(lastSuccess) ? oldest : lastSuccess);
  }

  /** As {@link solar.aps.sink.Backlog#refusal}. */
  Optional<String> settingsFault() {
    return pause
        .reason()
        .filter(why -> why.verdict() == Answer.Verdict.SETTINGS)
        .map(Answer::words);
  }

  int size() {
    return outbox.size();
  }

  /** What is in memory only becomes letters: with the process it would be lost. */
  void keepUnsaved() {
    setAside.keepUnsaved(outbox);
  }
}
