package solar.aps.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What becomes of one sink in one cycle. It is shared by every copy of the sink's exchange, so that
 * a failure in a part of the sink counts, and that one failure is told once.
 */
final class SinkRun {
  private static final String RUNS = "solar.aps.sinkRuns";
  private static final String RUN = "solar.aps.sinkRun";

  private final String sink;
  private final CountDownLatch end = new CountDownLatch(1);
  private SinkReport report;
  private Exception failure;

  private SinkRun(String sink) {
    this.sink = sink;
  }

  /** To be called before the summary goes to the sinks. */
  static void prepare(Exchange cycle) {
    cycle.setProperty(RUNS, new ConcurrentHashMap<String, SinkRun>());
  }

  /** The run of the sink with this ID, for an exchange of the cycle. */
  @SuppressWarnings("unchecked") // prepare is the only one to set it
  static SinkRun of(Exchange exchange, String sink) {
    Map<String, SinkRun> runs = exchange.getProperty(RUNS, Map.class);
    return runs.computeIfAbsent(sink, SinkRun::new);
  }

  /** The run in which this exchange is; null outside of sinks. */
  static SinkRun current(Exchange exchange) {
    SinkRun run = exchange.getProperty(RUN, SinkRun.class);
    String recipient =
        exchange.getProperty(ExchangePropertyKey.RECIPIENT_LIST_ENDPOINT, String.class);
    // an exchange on its way to a sink whose route never began
    boolean onItsWay = run == null && recipient != null && exchange.getProperty(RUNS) != null;
    return onItsWay ? of(exchange, SinkDirectory.idAt(recipient)) : run;
  }

  /** Whether the exchange has entered a sink. */
  static boolean isInside(Exchange exchange) {
    return exchange.getProperty(RUN) != null;
  }

  /** From now on the exchange and its copies are in this run, which ends with the exchange. */
  void enter(Exchange exchange) {
    exchange.setProperty(RUN, this);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                end(done);
              }
            });
  }

  /** Takes over what the sink's exchange ended with. */
  void end(Exchange done) {
    if (done.getException() != null) {
      fail(done.getException());
    }
    synchronized (this) {
      report = done.getProperty(SinkRoute.REPORT, SinkReport.class);
    }
    end.countDown();
  }

  String sink() {
    return sink;
  }

  /**
   * Waits for the end of the run.
   *
   * @return whether it has ended
   */
  boolean await(long nanos) {
    try {
      return end.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Notes a failure.
   *
   * @return whether it is the first one of this run
   */
  synchronized boolean fail(Exception cause) {
    if (failure != null) {
      return false;
    }
    failure = cause;
    return true;
  }

  /** The first failure, or null. */
  synchronized Exception failure() {
    return failure;
  }

  /** What the sink had to say in the end, or null. */
  synchronized SinkReport report() {
    return report;
  }
}
