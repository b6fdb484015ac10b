package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.route.Backlog;
import solar.aps.route.DeadLetterFolder;
import solar.aps.route.SinkRoute;

/**
 * The steps of the publishing routes: opens the outbox when it is first needed, lets one request
 * out at a time, whoever delivers, and hands each answer to the {@link Courier}.
 */
final class Publisher extends ServiceSupport implements Backlog {
  /** The exchange property with the summary to publish. */
  static final String SUMMARY = "solar.aps.pvoutput.summary";

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final String REQUEST = "solar.aps.pvoutput.request";
  private static final String DEADLINE = "solar.aps.pvoutput.deadline";

  /** No request is begun after this time, so that a reading waits for its answer only so long. */
  private static final Duration DELIVERY_TIME = Duration.ofSeconds(20);

  /** The minutes of a slot where PVOutput has not told otherwise. */
  static final int USUAL_INTERVAL = 5;

  private final Settings settings;
  private final Clock clock;
  private final ObjectMapper mapper;
  private final SetAside setAside;
  private Outbox outbox;
  private Courier courier;
  private OptionalInt interval;
  private boolean inFlight;

  Publisher(Settings settings, Clock clock, ObjectMapper mapper, DeadLetterFolder letters) {
    this.settings = settings;
    this.clock = clock;
    this.mapper = mapper;
    this.setAside = new SetAside(letters, clock);
    this.interval = PvOutputSettings.of(settings).statusInterval();
  }

  /** Whether PVOutput has to be asked for the status interval first. */
  synchronized boolean needsInterval() {
    return interval.isEmpty();
  }

  static void askForSystem(Exchange exchange) {
    exchange.getMessage().setBody("");
    exchange.getMessage().setHeader(Exchange.HTTP_PATH, "getsystem.jsp");
  }

  synchronized void learnInterval(Exchange exchange) {
    PvOutputAnswer answer = exchange.getMessage().getBody(PvOutputAnswer.class);
    interval = answer.statusInterval();
    if (interval.isEmpty()) {
      interval = OptionalInt.of(USUAL_INTERVAL);
      LOG.warn(
          "pvoutput.status-interval=auto: PVOutput did not tell it ({}); {} minutes are assumed"
              + " until the next start",
          answer.words(),
          USUAL_INTERVAL);
    }
  }

  /** Puts the status of the summary into the outbox. */
  synchronized void accept(Exchange exchange) throws IOException, OutboxInUseException {
    open();
    courier.accept(
        Status.of(
            exchange.getProperty(SUMMARY, GenerationSummary.class),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            PvOutputSettings.of(settings),
            interval.orElse(USUAL_INTERVAL)));
  }

  private void open() throws IOException, OutboxInUseException {
    if (courier == null) {
      outbox = Outbox.open(settings.get(CommonKeys.DATA_DIR), mapper);
      courier =
          new Courier(
              outbox,
              setAside,
              PvOutputSettings.of(settings),
              settings.get(CommonKeys.POLL_INTERVAL),
              clock,
              RandomGenerator.getDefault());
    }
  }

  /** What an earlier run left is delivered even while there is no reading. */
  synchronized void begin(Exchange exchange) {
    exchange.setProperty(DEADLINE, clock.instant().plus(DELIVERY_TIME));
    try {
      open();
    } catch (IOException | OutboxInUseException e) {
      // each reading fails for the same reason, and says so: once more every 15 s would bury that
      LOG.debug("", e);
    }
  }

  /** Whether there is a request to send now; it is then the body. */
  synchronized boolean next(Exchange exchange) {
    try {
      while (inFlight) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    Instant deadline = exchange.getProperty(DEADLINE, Instant.class);
    if (courier == null
        || clock.instant().isAfter(deadline)
        || !exchange.getContext().isRunAllowed()) {
      return false;
    }
    Optional<Request> request = courier.next();
    request.ifPresent(
        present -> {
          inFlight = true;
          exchange.setProperty(REQUEST, present);
          exchange.getMessage().setHeader(Exchange.HTTP_PATH, present.page());
          exchange.getMessage().setBody(present.body());
        });
    return request.isPresent();
  }

  synchronized void settle(Exchange exchange) {
    inFlight = false;
    notifyAll();
    courier.settle(
        exchange.getProperty(REQUEST, Request.class),
        exchange.getMessage().getBody(PvOutputAnswer.class));
  }

  synchronized void report(Exchange exchange) {
    exchange.setProperty(SinkRoute.REPORT, courier.report());
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

  @Override
  protected synchronized void doStop() throws IOException {
    if (outbox != null) {
      outbox.close();
      outbox = null;
      courier = null;
    }
  }
}
