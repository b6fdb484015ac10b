package solar.aps.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.deadletter.Causes;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.sink.SinkReport;

/**
 * Keeps the readings of a sink until they are taken, and delivers them in a thread of its own that
 * ends when there is nothing to do. What is sent, and what follows from an answer, the {@link
 * Queue} decides.
 */
public final class Forwarder extends ServiceSupport implements Backlog, CamelContextAware {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  /** How long a reading waits for its delivery in a service. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int TENTHS = 10;
  private static final int LINE = 200;

  private final Services services;
  private final String sink;
  private final int batchSize;
  private final Function<List<GenerationSummary>, Answer> carrier;
  private final Worker worker;
  private CamelContext camel;

  private Outbox<String, GenerationSummary> outbox;
  private Queue queue;
  private Future<?> delivery;

  /** The one that was waited for in vain last. */
  private volatile Future<?> slow;

  /**
   * @param sink the ID of the sink
   * @param batchSize the most readings that are sent at once
   * @param carrier sends readings, oldest first, and says what became of them
   */
  public Forwarder(
      Services services,
      String sink,
      int batchSize,
      Function<List<GenerationSummary>, Answer> carrier) {
    this.services = services;
    this.sink = sink;
    this.batchSize = batchSize;
    this.carrier = carrier;
    this.worker = new Worker("outbox-" + sink);
  }

  /** Where the readings of a sink wait. */
  public static Path folder(Path dataDir, String sink) {
    return dataDir.resolve("outbox").resolve(sink);
  }

  /**
   * Keeps a reading, and waits a while for its delivery.
   *
   * @return what became of it
   * @throws OutboxInUseException if another process has the outbox
   */
  public SinkReport take(GenerationSummary summary) throws OutboxInUseException {
    long deadline = System.nanoTime() + patience().toNanos();
    await(accept(summary), deadline);
    return report();
  }

  /** It ends before whoever waits for this sink gives it up. */
  private Duration patience() {
    Duration most =
        services
            .settings()
            .get(CommonKeys.SINKS_TIMEOUT)
            .multipliedBy(TENTHS - 1)
            .dividedBy(TENTHS);
    return services.once() || most.compareTo(PATIENCE) < 0 ? most : PATIENCE;
  }

  private synchronized SinkReport report() {
    if (queue == null) {
      String note = sink + ": kept for the next start";
      return SinkReport.waiting(note, Level.INFO);
    }
    return queue.report();
  }

  private synchronized Future<?> accept(GenerationSummary summary) throws OutboxInUseException {
    open();
    queue.accept(summary);
    return begin();
  }

  /** A delivery that was waited for in vain is not waited for again. */
  private void await(Future<?> running, long deadline) {
    if (running == slow && !running.isDone()) {
      return;
    }
    try {
      running.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      slow = running;
    } catch (ExecutionException e) {
      LOG.error("{}: the delivery has failed", sink, e.getCause());
    }
  }

  /**
   * Goes on with what waits.
   *
   * @return is done when all is delivered that can be
   */
  public synchronized Future<?> deliver() {
    if (worker.isEnded()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      open();
      return begin();
    } catch (OutboxInUseException e) {
      // each reading fails for the same reason and is logged: a line every 15 s would bury that
      LOG.debug("", e);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void open() throws OutboxInUseException {
    if (queue == null) {
      if (worker.isEnded()) {
        throw new IllegalStateException("the program ends, and takes nothing more");
      }
      Path folder = folder(services.settings().get(CommonKeys.DATA_DIR), sink);
      ItemForm<String, GenerationSummary> form = ReadingForm.of(services.json().mapper());
      outbox = Outbox.open(folder, form);
      queue = new Queue(services, sink, batchSize, folder, form, outbox);
    }
  }

  private Future<?> begin() {
    if (delivery == null || delivery.isDone()) {
      delivery = worker.now(this::deliverAll);
    }
    return delivery;
  }

  private void deliverAll() {
    for (List<GenerationSummary> batch = next(); !batch.isEmpty(); batch = next()) {
      settle(batch, send(batch));
    }
  }

  /** A fault of the carrier itself is a failure like any other. */
  private Answer send(List<GenerationSummary> batch) {
    Answer answer;
    try {
      answer = carrier.apply(batch);
    } catch (RuntimeException e) {
      answer = Answer.later(Causes.sentence(e));
    }
    return new Answer(
        answer.verdict(),
        Words.line(services.settings().masked(answer.words()), LINE),
        answer.retryAfter());
  }

  private synchronized List<GenerationSummary> next() {
    List<GenerationSummary> batch = queue == null || !mayBegin() ? List.of() : queue.next();
    if (batch.isEmpty()) {
      // under the lock of accept: for whoever comes from now on it begins anew
      delivery = null;
      if (queue != null) {
        queue.nextTry().ifPresent(wait -> worker.in(wait, this::deliver));
      }
    }
    return batch;
  }

  /** Not while the program ends: it would go on for as long as something waits. */
  private boolean mayBegin() {
    return !worker.isEnded() && (camel == null || camel.isRunAllowed());
  }

  private synchronized void settle(List<GenerationSummary> batch, Answer answer) {
    if (queue != null) {
      queue.settle(batch, answer);
    }
  }

  @Override
  public CamelContext getCamelContext() {
    return camel;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    camel = context;
  }

  @Override
  public String sink() {
    return sink;
  }

  @Override
  public String ecu() {
    return null;
  }

  @Override
  public synchronized OptionalInt waiting() {
    return queue == null ? OptionalInt.empty() : OptionalInt.of(queue.size());
  }

  @Override
  public synchronized Optional<Instant> stuckSince() {
    return Optional.ofNullable(queue).flatMap(Queue::stuckSince);
  }

  @Override
  public synchronized Optional<String> refusal() {
    return Optional.ofNullable(queue).flatMap(Queue::settingsFault);
  }

  /** What is on its way is not waited for: it stays in the outbox and goes again. */
  @Override
  protected void doStop() throws IOException {
    worker.stop();
    synchronized (this) {
      if (queue != null) {
        queue.keepUnsaved();
        outbox.close();
        queue = null;
      }
    }
  }
}
