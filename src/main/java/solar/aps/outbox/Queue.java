package solar.aps.outbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.sink.SinkReport;
import solar.aps.storage.MemoryFile;

/**
 * Decides which readings go next, oldest first, and what follows from each answer. It sends nothing
 * itself: whoever asks while the sink has to be left alone gets nothing to send.
 */
final class Queue {
  private static final Logger LOG = LoggerFactory.getLogger(Queue.class);

  /** The least time between two looks, such as for letters that the disk does not take. */
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** A server that refuses more than these, and takes none, refuses not them but us. */
  private static final int MOST_REFUSED = 5;

  private final String sink;
  private final int batchSize;
  private final Clock clock;
  private final ItemForm<String, GenerationSummary> form;
  private final Outbox<String, GenerationSummary> outbox;
  private final SetAside<String, GenerationSummary> setAside;
  private final Expiry expiry;
  private final Pause pause;
  private final QueueState state;
  private final Suspicion suspicion = new Suspicion();

  /** What goes before others: the parts of a batch that was refused. */
  private final Deque<List<String>> parts = new ArrayDeque<>();

  /** The reading that shows whose fault a failure is; null while there is no doubt. */
  private String witness;

  private int refusedInRow;

  /**
   * @param sink the ID of the sink
   * @param batchSize the most readings that are sent at once
   * @param folder that of the outbox
   */
  Queue(
      Services services,
      String sink,
      int batchSize,
      Path folder,
      ItemForm<String, GenerationSummary> form,
      Outbox<String, GenerationSummary> outbox) {
    this.sink = sink;
    this.batchSize = batchSize;
    this.clock = services.clock();
    this.form = form;
    this.outbox = outbox;
    this.setAside = new SetAside<>(services.letters(), clock, sink, GenerationSummary::ecu, form);
    this.expiry = new Expiry(services.settings().get(OutboxKeys.MAX_AGE), memory(folder, "old"));
    this.pause = new Pause(memory(folder, "pause"));
    this.state = new QueueState(services, sink, outbox, pause);
  }

  private static MemoryFile memory(Path folder, String what) {
    return new MemoryFile(folder.resolveSibling(folder.getFileName() + "." + what), true);
  }

  /** Takes a reading into the outbox; from now on its fate is reported. */
  void accept(GenerationSummary summary) {
    outbox.put(summary);
    String key = form.key().apply(summary);
    setAside.forget(key);
    state.accepted(key);
  }

  /** What is to be sent now; none if there is nothing to send, or the sink has to be left alone. */
  List<GenerationSummary> next() {
    outbox.save();
    List<GenerationSummary> batch = pause.lasts(clock.instant()) ? List.of() : batch();
    if (!batch.isEmpty()) {
      state.sending();
    }
    return batch;
  }

  private List<GenerationSummary> batch() {
    setAside.retry(outbox);
    if (witness != null) {
      return sendable(Stream.of(witness));
    }
    while (!parts.isEmpty()) {
      List<GenerationSummary> part = sendable(parts.removeFirst().stream());
      if (!part.isEmpty()) {
        return part;
      }
    }
    return sendable(outbox.keys().stream());
  }

  private List<GenerationSummary> sendable(Stream<String> keys) {
    return keys.filter(Predicate.not(setAside::isPending))
        .map(outbox::find)
        .flatMap(Optional::stream)
        .limit(batchSize)
        .toList();
  }

  /** In how long there may be something to send again; empty if nothing waits. */
  Optional<Duration> nextTry() {
    Duration left =
        pause
            .reason()
            .filter(why -> outbox.unsaved().isEmpty())
            .map(why -> Duration.between(clock.instant(), pause.until()))
            .orElse(LOOK);
    return outbox.size() == 0
        ? Optional.empty()
        : Optional.of(left.compareTo(LOOK) < 0 ? LOOK : left);
  }

  /** Draws the consequences of an answer. */
  void settle(List<GenerationSummary> batch, Answer answer) {
    state.answered();
    if (witness != null) {
      witness = null;
      heard(batch, answer);
    } else {
      switch (answer.verdict()) {
        case TAKEN -> taken(batch);
        case NEVER -> refused(batch, answer);
        case LATER -> failed(batch, answer);
        case SETTINGS -> leaveAlone(answer);
      }
    }
  }

  private void taken(List<GenerationSummary> batch) {
    suspicion.clear();
    refusedInRow = 0;
    pause.end();
    remove(batch);
  }

  private void remove(List<GenerationSummary> batch) {
    batch.forEach(outbox::remove);
    state.taken(batch.stream().map(form.key()).toList());
  }

  /** A batch is halved until the reading that spoils it stands alone; that one is set aside. */
  private void refused(List<GenerationSummary> batch, Answer answer) {
    if (batch.size() > 1) {
      halve(batch);
    } else if (refusedInRow < MOST_REFUSED) {
      refusedInRow++;
      pause.end();
      refuse(batch.get(0), answer);
    } else {
      suspicion.grows(batch, answer);
      callWitness(batch);
      if (witness == null) {
        leaveAlone(refusesAll(answer));
      }
    }
  }

  private static Answer refusesAll(Answer answer) {
    return Answer.refusedSettings("it refuses every reading, the last one so: " + answer.words());
  }

  private void halve(List<GenerationSummary> batch) {
    List<String> keys = batch.stream().map(form.key()).toList();
    int half = keys.size() / 2;
    parts.addFirst(keys.subList(half, keys.size()));
    parts.addFirst(keys.subList(0, half));
  }

  private void failed(List<GenerationSummary> batch, Answer answer) {
    // who asks to be left alone is not asked for more
    if (answer.retryAfter().isZero() && suspicion.grows(batch, answer)) {
      callWitness(batch);
    }
    if (witness == null) {
      leaveAlone(answer);
    }
  }

  /** The newest reading that is not among those that failed. */
  private void callWitness(List<GenerationSummary> batch) {
    List<String> failed = batch.stream().map(form.key()).toList();
    witness =
        outbox.keys().stream()
            .filter(key -> !failed.contains(key) && !setAside.isPending(key))
            .reduce((first, last) -> last)
            .orElse(null);
  }

  private void heard(List<GenerationSummary> batch, Answer answer) {
    Answer accusation = suspicion.accusation();
    boolean refusal = accusation.verdict() == Answer.Verdict.NEVER;
    if (answer.verdict() != Answer.Verdict.TAKEN) {
      leaveAlone(refusal ? refusesAll(accusation) : accusation);
      return;
    }
    remove(batch);
    refusedInRow = 0;
    if (!refusal && !suspicion.isProven()) {
      leaveAlone(accusation);
      return;
    }
    List<GenerationSummary> accused = suspicion.accused();
    suspicion.clear();
    pause.end();
    if (accused.size() > 1) {
      halve(accused);
    } else {
      refuse(accused.get(0), accusation);
    }
  }

  private void refuse(GenerationSummary one, Answer answer) {
    LOG.warn("{}: the reading of {} is set aside: {}", sink, one.timestampText(), answer.words());
    setAside.put(outbox, one, "refused by " + sink, answer.words());
    state.refused(form.key().apply(one), answer.words());
  }

  /** Only what cannot be delivered gets old: what can be is taken at any age. */
  private void leaveAlone(Answer answer) {
    Instant now = clock.instant();
    pause.begin(answer, now);
    List<GenerationSummary> old =
        expiry.of(outbox.keys(), now).stream()
            .filter(Predicate.not(setAside::isPending))
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
    return state.report();
  }

  /** As {@link solar.aps.sink.Backlog#stuckSince}. */
  Optional<Instant> stuckSince() {
    return state.stuckSince();
  }

  /** As {@link solar.aps.sink.Backlog#refusal}. */
  Optional<String> settingsFault() {
    return state.settingsFault();
  }

  int size() {
    return outbox.size();
  }

  /** What is in memory only becomes letters: with the process it would be lost. */
  void keepUnsaved() {
    setAside.keepUnsaved(outbox);
  }
}
