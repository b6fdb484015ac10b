package solar.aps.sink.pvoutput;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.outbox.Outbox;
import solar.aps.outbox.OutboxInUseException;
import solar.aps.outbox.SetAside;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.sink.SinkReport;

/**
 * Publishes readings: puts each into the outbox, and delivers the outbox one request at a time,
 * whoever asks for it. What is sent, and what follows from an answer, the {@link Courier} decides.
 */
final class Publisher extends ServiceSupport implements Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** No request is begun after this time, so that a reading waits for its answer only so long. */
  private static final Duration DELIVERY_TIME = Duration.ofSeconds(20);

  /** The minutes of a slot where PVOutput has not given others. */
  static final int USUAL_INTERVAL = 5;

  private final Settings settings;
  private final Clock clock;
  private final Services services;
  private final SetAside<LocalDateTime, Status> setAside;
  private final Calls calls;

  private final Account account;
  private final String ecu;

  private Outbox<LocalDateTime, Status> outbox;
  private Courier courier;
  private volatile OptionalInt interval;

  /**
   * @param services those of the ECU
   * @param ecu the name of the ECU, or null where there is only one
   * @param calls makes the requests
   * @param account what it shares with other systems
   */
  Publisher(Services services, String ecu, Calls calls, Account account) {
    this.settings = services.settings();
    this.clock = services.clock();
    this.services = services;
    this.setAside = StatusOutbox.setAside(services, ecu);
    this.calls = calls;
    this.account = account;
    this.ecu = ecu;
    account.budget().share(settings.get(CommonKeys.POLL_INTERVAL));
    this.interval = PvOutputSettings.of(settings).statusInterval();
  }

  /**
   * Publishes a reading that was just taken.
   *
   * @return what became of it
   * @throws OutboxInUseException if another process has the outbox
   */
  SinkReport publish(GenerationSummary summary) throws OutboxInUseException {
    open();
    int minutes = interval.isPresent() ? interval.getAsInt() : account.inTurn(this::askInterval);
    Instant takenAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    accept(Status.of(summary, takenAt, PvOutputSettings.of(settings), minutes));
    deliver();
    return report();
  }

  /**
   * Puts the power of times without a reading into the outbox, for slots that were not sent.
   *
   * @param watts the power in W, by local time
   * @param read the local times of the readings, which were sent
   * @return how many slots there are; -1 if another process has the outbox
   */
  int fill(Map<LocalDateTime, Integer> watts, Collection<LocalDateTime> read) {
    try {
      open();
    } catch (OutboxInUseException e) {
      LOG.debug("", e);
      return 0;
    }
    int minutes = interval.isPresent() ? interval.getAsInt() : account.inTurn(this::askInterval);
    Set<LocalDateTime> sent =
        read.stream().map(time -> Status.slot(time, minutes)).collect(Collectors.toSet());
    Map<LocalDateTime, Double> slots =
        watts.entrySet().stream()
            .filter(point -> !sent.contains(Status.slot(point.getKey(), minutes)))
            .collect(
                Collectors.groupingBy(
                    point -> Status.slot(point.getKey(), minutes),
                    TreeMap::new,
                    Collectors.averagingInt(Map.Entry::getValue)));
    slots.values().removeIf(mean -> mean < 1);
    slots.forEach((slot, mean) -> addHistory(slot, Math.round(mean)));
    return slots.size();
  }

  private synchronized void addHistory(LocalDateTime slot, long watts) {
    Instant at = slot.atZone(clock.getZone()).toInstant();
    courier.addHistory(new Status(slot, at, Map.of("v2", Long.toString(watts))));
  }

  /** Sends what waits, until it has to wait longer or the time for it is over. */
  void deliver() {
    try {
      open();
    } catch (OutboxInUseException e) {
      // each reading fails for the same reason and is logged: a line every 15 s would bury that
      LOG.debug("", e);
      return;
    }
    Instant deadline = clock.instant().plus(DELIVERY_TIME);
    while (account.inTurn(() -> deliverOne(deadline))) {}
    tidy();
  }

  private boolean deliverOne(Instant deadline) {
    Optional<Request> request = next(deadline);
    request.ifPresent(present -> settle(present, calls.send(present.page(), present.body())));
    return request.isPresent();
  }

  private int askInterval() {
    if (interval.isEmpty()) {
      PvOutputAnswer answer = calls.send("getsystem.jsp", "");
      count();
      interval = answer.statusInterval();
      if (interval.isEmpty()) {
        interval = OptionalInt.of(USUAL_INTERVAL);
        LOG.warn(
            "{}: pvoutput.status-interval=auto: PVOutput did not tell it ({}); {} minutes are assumed"
                + " until the next start",
            title(),
            answer.words(),
            USUAL_INTERVAL);
      }
    }
    return interval.getAsInt();
  }

  private synchronized void open() throws OutboxInUseException {
    if (courier == null) {
      outbox = StatusOutbox.open(services, ecu);
      courier =
          new Courier(outbox, setAside, title(), PvOutputSettings.of(settings), clock, account);
    }
  }

  private synchronized void accept(Status status) {
    courier.accept(status);
  }

  private synchronized void count() {
    courier.count();
  }

  private synchronized Optional<Request> next(Instant deadline) {
    return courier == null || clock.instant().isAfter(deadline) || !calls.areAllowed()
        ? Optional.empty()
        : courier.next();
  }

  private synchronized void settle(Request request, PvOutputAnswer answer) {
    if (courier != null) {
      courier.settle(request, answer);
    }
  }

  private synchronized void tidy() {
    if (courier != null) {
      outbox.save();
      courier.tidy();
    }
  }

  private synchronized SinkReport report() {
    return courier.report();
  }

  private String title() {
    return ecu == null ? PvOutputSink.ID : PvOutputSink.ID + " (" + ecu + ")";
  }

  @Override
  public String sink() {
    return PvOutputSink.ID;
  }

  @Override
  public String ecu() {
    return ecu;
  }

  boolean hasSomethingWaiting() {
    return waiting().orElse(0) > 0;
  }

  @Override
  public synchronized OptionalInt waiting() {
    return outbox == null ? OptionalInt.empty() : OptionalInt.of(outbox.size());
  }

  @Override
  public synchronized Optional<Instant> stuckSince() {
    return Optional.ofNullable(courier).flatMap(Courier::stuckSince);
  }

  @Override
  public synchronized Optional<String> refusal() {
    return Optional.ofNullable(courier).flatMap(Courier::refusal);
  }

  /** What is in memory only becomes a letter: with the process it would be lost. */
  @Override
  protected synchronized void doStop() throws IOException {
    if (outbox != null) {
      setAside.keepUnsaved(outbox);
      outbox.close();
      outbox = null;
      courier = null;
    }
  }
}
