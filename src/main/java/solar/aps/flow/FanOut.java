package solar.aps.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkDirectory;
import solar.aps.sink.SinkReport;

/**
 * The multicast: gives the summary of a cycle to every sink at once, and makes the {@link
 * CycleOutcome} of what they report. Each sink has a lane of its own, in which summaries wait for
 * their turn in the order in which they come. So a slow sink holds up no other one, and no cycle
 * for longer than the timeout; a sink that hangs is passed over until it comes back.
 */
final class FanOut extends ServiceSupport implements Processor {
  private static final long IDLE_SECONDS = 1;

  private final CamelContext context;
  private final Duration timeout;
  private final UnaryOperator<String> mask;
  private final ProducerTemplate template;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  FanOut(CamelContext context, Settings settings) {
    this.context = context;
    this.timeout = settings.get(CommonKeys.SINKS_TIMEOUT);
    this.mask = settings::masked;
    this.template = context.createProducerTemplate();
  }

  @Override
  public void process(Exchange cycle) {
    GenerationSummary summary = cycle.getMessage().getBody(GenerationSummary.class);
    List<Delivery> deliveries =
        new SinkDirectory(context)
            .ids().stream()
                .map(sink -> lanes.computeIfAbsent(sink, Lane::new).add(summary))
                .toList();
    cycle
        .getMessage()
        .setBody(new CycleOutcome(summary, deliveries.stream().map(this::result).toList()));
  }

  private CycleOutcome.Result result(Delivery delivery) {
    if (!delivery.awaitEnd()) {
      giveUp(
          delivery,
          new TimeoutException(
              delivery.takeBack()
                  ? "still busy with an earlier reading, so this one was not given to it"
                  : "not finished after %d s; the other sinks were not held up"
                      .formatted(timeout.toSeconds())));
    }
    return new CycleOutcome.Result(delivery.sink(), masked(delivery.report()), delivery.failure());
  }

  private SinkReport masked(SinkReport report) {
    return report == null
        ? null
        : new SinkReport(
            mask.apply(report.answer()), mask.apply(report.note()), report.level(), report.fate());
  }

  private void deliver(Delivery delivery) {
    Exchange done = template.send(SinkDirectory.endpoint(delivery.sink()), delivery::load);
    if (done.getException() != null) {
      giveUp(delivery, done.getException());
    }
    delivery.end(done.getProperty(Sink.REPORT, SinkReport.class));
  }

  /** For a failure that came to no error handler. */
  private void giveUp(Delivery delivery, Exception cause) {
    template.send(
        DeadLetterRoute.DEAD_LETTER,
        letter -> {
          delivery.load(letter);
          letter.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
        });
  }

  /** What still hangs after the end of the flow is not waited for. */
  @Override
  protected void doStop() {
    lanes.values().forEach(lane -> lane.thread.shutdownNow());
    lanes.clear();
  }

  /** The turns at one sink. They have one thread, which ends when there is nothing to do. */
  private final class Lane {
    private final String sink;
    private final ThreadPoolExecutor thread;
    private volatile Delivery latest;
    private Delivery last;

    Lane(String sink) {
      this.sink = sink;
      thread =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              turn ->
                  context.getExecutorServiceManager().newThread(SinkDirectory.routeId(sink), turn));
      thread.allowCoreThreadTimeOut(true);
    }

    synchronized Delivery add(GenerationSummary summary) {
      if (latest != null && latest.isOverdue()) {
        // it hangs: the next cycles do not wait for it again
        return new Delivery(sink, summary, Duration.ZERO, null);
      }
      Delivery delivery =
          new Delivery(sink, summary, timeout, last == null || last.hasEnded() ? null : last);
      last = delivery;
      thread.execute(() -> take(delivery));
      return delivery;
    }

    private void take(Delivery delivery) {
      if (delivery.begin()) {
        latest = delivery;
        deliver(delivery);
      }
    }
  }
}
