package solar.aps.sink.pvoutput;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.outbox.Backoff;
import solar.aps.outbox.Outbox;
import solar.aps.outbox.SetAside;
import solar.aps.sink.SinkReport;

/**
 * Decides what is sent to PVOutput next, and what follows from each answer. The newest status goes
 * first, alone, so that the live view is right at once; then history goes, oldest first, in
 * batches. It sends nothing itself and knows no pause: whoever asks too early gets nothing to send.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Outbox<LocalDateTime, Status> outbox;
  private final SetAside<LocalDateTime, Status> setAside;
  private final String title;
  private final PvOutputSettings settings;
  private final Clock clock;
  private final Account account;
  private final RequestBudget budget;
  private final OutOfTime outOfTime;
  private final DeliveryState state;

  /** What goes before other history: what came back unsent, and parts of a refused batch. */
  private final Deque<List<LocalDateTime>> parts = new ArrayDeque<>();

  /** Slots that PVOutput called too early, with the time of their next try. */
  private final Map<LocalDateTime, Instant> held = new HashMap<>();

  private boolean extended = true;
  private LocalDateTime live;

  /**
   * @param title what it is about, for the log
   * @param clock the time, in the zone of the PVOutput system
   * @param account what it shares with other systems
   */
  Courier(
      Outbox<LocalDateTime, Status> outbox,
      SetAside<LocalDateTime, Status> setAside,
      String title,
      PvOutputSettings settings,
      Clock clock,
      Account account) {
    this.outbox = outbox;
    this.setAside = setAside;
    this.title = title;
    this.settings = settings;
    this.clock = clock;
    this.account = account;
    this.budget = account.budget();
    this.state = new DeliveryState(account);
    this.outOfTime =
        new OutOfTime(outbox, setAside, title, settings.maxAge(), clock, account.trust());
    List<LocalDateTime> slots = outbox.keys();
    this.live = slots.isEmpty() ? null : slots.get(slots.size() - 1);
  }

  /** Takes a new status into the outbox; it goes before all others. */
  void accept(Status status) {
    outbox.put(status);
    setAside.forget(status.slot());
    state.accepted(status);
    live = status.slot();
    held.remove(live);
  }

  /** Takes a status of an earlier time into the outbox, unless there is one of its slot. */
  void addHistory(Status status) {
    if (outbox.find(status.slot()).isEmpty()) {
      outbox.put(status);
    }
  }

  /** Counts a request that carries no status. */
  void count() {
    budget.spend(clock.instant());
  }

  /** What is to be sent now; empty if there is nothing to send, or it has to wait. */
  Optional<Request> next() {
    Instant now = clock.instant();
    if (state.mustWait(now)) {
      return Optional.empty();
    }
    List<Status> newest = sendable(Stream.ofNullable(live), 1, now);
    if (!newest.isEmpty() && !budget.allowsLive(now)) {
      state.pause(
          new Account.Trouble(Account.Cause.LIMIT, "no request is left", budget.reset(now)), true);
      return Optional.empty();
    }
    if (!newest.isEmpty()) {
      return Optional.of(Request.of(newest, extended));
    }
    List<Status> history = history(now);
    if (history.isEmpty()) {
      return Optional.empty();
    }
    if (!budget.allowsHistory(now)) {
      parts.addFirst(slots(history));
      return Optional.empty();
    }
    return Optional.of(Request.of(history, extended));
  }

  private List<Status> history(Instant now) {
    while (!parts.isEmpty()) {
      List<LocalDateTime> slots = parts.removeFirst();
      List<Status> part = sendable(slots.stream(), slots.size(), now);
      if (!part.isEmpty()) {
        return part;
      }
    }
    return sendable(outbox.keys().stream(), settings.batchSize(), now);
  }

  /** The first of these that may be sent now; no more files are read than it takes. */
  private List<Status> sendable(Stream<LocalDateTime> slots, int most, Instant now) {
    return slots
        .filter(slot -> isTime(slot, now))
        .filter(slot -> !setAside.isPending(slot))
        .map(outbox::find)
        .flatMap(Optional::stream)
        .limit(most)
        .toList();
  }

  private boolean isTime(LocalDateTime slot, Instant now) {
    return outOfTime.isSendable(slot, now) && !held.getOrDefault(slot, Instant.MIN).isAfter(now);
  }

  private static List<LocalDateTime> slots(List<Status> statuses) {
    return statuses.stream().map(Status::slot).toList();
  }

  /** Sets aside what PVOutput will not take because of its time; what is left goes next time. */
  void tidy() {
    outOfTime.setAside();
  }

  /** Draws the consequences of an answer. */
  void settle(Request request, PvOutputAnswer answer) {
    Instant now = clock.instant();
    PvOutputAnswer.Verdict verdict = answer.verdict(request);
    if (answer.isPvOutputs(request)) {
      budget.spend(answer, now);
      account.trust().hear(answer, now);
    } else {
      budget.spend(now);
    }
    switch (verdict) {
      case TAKEN -> taken(request, answer, now);
      case RETRY_LATER -> comeBack(request, answer, Account.Cause.UNREACHABLE, now);
      case FOREIGN -> comeBack(request, answer, Account.Cause.FOREIGN, now);
      case LIMIT_SPENT -> comeBack(request, answer, Account.Cause.LIMIT, now);
      case SETTINGS -> comeBack(request, answer, Account.Cause.SETTINGS, now);
      case DONORS_ONLY -> withoutExtended(request, answer);
      case TOO_EARLY, NEVER -> refused(request, answer, verdict, now);
    }
  }

  private void taken(Request request, PvOutputAnswer answer, Instant now) {
    state.success(now);
    for (Status status : request.statuses()) {
      if (!request.isBatch() || answer.stored(status)) {
        outbox.remove(status);
        state.decided(status, answer.words(), true);
      } else {
        // no reason is given for a row that is not stored: alone it gets an answer of its own
        parts.addFirst(List.of(status.slot()));
      }
    }
  }

  private void comeBack(Request request, PvOutputAnswer answer, Account.Cause cause, Instant now) {
    giveBack(request);
    Instant until =
        switch (cause) {
          case UNREACHABLE, FOREIGN -> now.plus(account.nextPause(answer));
          case LIMIT -> budget.reset(now);
          case SETTINGS -> now.plus(Backoff.LONGEST_PAUSE);
        };
    // what PVOutput says of one system is true of that one, but for the limit
    boolean common = cause == Account.Cause.LIMIT || !answer.isPvOutputs(request);
    state.pause(new Account.Trouble(cause, answer.words(), until), common);
  }

  private void giveBack(Request request) {
    if (request.isBatch() || !request.statuses().get(0).slot().equals(live)) {
      parts.addFirst(slots(request.statuses()));
    }
  }

  private void withoutExtended(Request request, PvOutputAnswer answer) {
    if (extended && request.statuses().stream().anyMatch(Status::isExtended)) {
      extended = false;
      giveBack(request);
      LOG.warn(
          "{}: PVOutput takes extended values from donors only ({}): v7 to v12 are left out until the"
              + " next start. Set pvoutput.send-freq=false",
          title,
          answer.words());
    } else {
      refused(request, answer, PvOutputAnswer.Verdict.NEVER, clock.instant());
    }
  }

  /** A batch is halved until the row that spoils it stands alone; that one is set aside. */
  private void refused(
      Request request, PvOutputAnswer answer, PvOutputAnswer.Verdict verdict, Instant now) {
    List<Status> statuses = request.statuses();
    if (request.isBatch()) {
      List<LocalDateTime> slots = slots(statuses);
      int half = slots.size() / 2;
      parts.addFirst(slots.subList(half, slots.size()));
      parts.addFirst(slots.subList(0, half));
    } else if (verdict == PvOutputAnswer.Verdict.TOO_EARLY) {
      held.put(statuses.get(0).slot(), now.plus(Backoff.LONGEST_PAUSE));
      state.decided(statuses.get(0), answer.words(), false);
    } else {
      LOG.warn(
          "{}: the status of {} is set aside: PVOutput answered {}. {}",
          title,
          statuses.get(0).slot(),
          answer.words(),
          answer.advice());
      setAside.put(outbox, statuses.get(0), "refused by PVOutput", answer.words());
      state.decided(statuses.get(0), answer.words(), false);
    }
  }

  /** What to report about the status that was accepted last. */
  SinkReport report() {
    return state.report(outbox, clock);
  }

  /** As {@link solar.aps.sink.Backlog#stuckSince}. */
  Optional<Instant> stuckSince() {
    return state.stuckSince(outbox);
  }

  /** As {@link solar.aps.sink.Backlog#refusal}. */
  Optional<String> refusal() {
    return state.refusal();
  }
}
