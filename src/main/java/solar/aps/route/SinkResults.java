package solar.aps.route;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Collects what the sinks did into the {@link CycleOutcome} of the cycle.
 *
 * <p>As a strategy it only goes on with the exchange of the cycle: with that of a sink whose
 * failure became a dead letter, Camel would leave out every later step without a word. The results
 * are collected after the fan-out, from the runs: under load the fan-out of Camel 4.18 may end
 * before its last recipient has.
 */
final class SinkResults implements AggregationStrategy {
  private static final String START = "solar.aps.sinksStart";

  private final SinkDirectory sinks;
  private final Duration timeout;
  private final UnaryOperator<String> mask;

  /**
   * @param timeout how long the cycle waits for its sinks
   * @param mask hides the secrets in a text
   */
  SinkResults(SinkDirectory sinks, Duration timeout, UnaryOperator<String> mask) {
    this.sinks = sinks;
    this.timeout = timeout;
    this.mask = mask;
  }

  /** To be called before the summary goes to the sinks. */
  void begin(Exchange cycle) {
    SinkRun.prepare(cycle);
    cycle.setProperty(START, System.nanoTime());
  }

  @Override
  public Exchange aggregate(Exchange oldExchange, Exchange sink, Exchange cycle) {
    int index = sink.getProperty(ExchangePropertyKey.MULTICAST_INDEX, Integer.class);
    // one that never entered its route has not ended its run by itself
    SinkRun.of(cycle, sinks.ids().get(index)).end(sink);
    return cycle;
  }

  @Override
  public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
    throw new UnsupportedOperationException("the cycle's own exchange is needed");
  }

  /** To be called after the fan-out. */
  void collect(Exchange cycle) {
    CycleOutcome outcome = cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class);
    for (String sink : sinks.ids()) {
      outcome = outcome.with(result(SinkRun.of(cycle, sink), cycle));
    }
    cycle.setProperty(CycleOutcome.PROPERTY, outcome);
  }

  private CycleOutcome.Result result(SinkRun run, Exchange cycle) {
    long waited = System.nanoTime() - cycle.getProperty(START, Long.class);
    if (!run.await(timeout.toNanos() - waited)) {
      run.fail(
          new TimeoutException(
              "not finished after %d s; the other sinks were not held up"
                  .formatted(timeout.toSeconds())));
      return new CycleOutcome.Result(run.sink(), null, run.failure());
    }
    return new CycleOutcome.Result(run.sink(), masked(run.report()), run.failure());
  }

  private SinkReport masked(SinkReport report) {
    return report == null
        ? null
        : new SinkReport(
            mask.apply(report.answer()), mask.apply(report.note()), report.level(), report.fate());
  }
}
