package solar.aps.route;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Collects what the sinks did into the {@link CycleOutcome} of the cycle. It always goes on with
 * the exchange of the cycle: with that of a sink whose failure became a dead letter, Camel would
 * leave out every later step without a word.
 */
final class SinkResults implements AggregationStrategy {
  private final SinkDirectory sinks;
  private final Duration timeout;
  private final UnaryOperator<String> mask;

  /**
   * @param timeout how long the cycle waits for a sink
   * @param mask hides the secrets in a text
   */
  SinkResults(SinkDirectory sinks, Duration timeout, UnaryOperator<String> mask) {
    this.sinks = sinks;
    this.timeout = timeout;
    this.mask = mask;
  }

  @Override
  public Exchange aggregate(Exchange oldExchange, Exchange sink, Exchange cycle) {
    int index = sink.getProperty(ExchangePropertyKey.MULTICAST_INDEX, Integer.class);
    SinkRun run = SinkRun.of(cycle, sinks.ids().get(index));
    if (sink.getException() != null) {
      run.fail(sink.getException());
    }
    add(cycle, new CycleOutcome.Result(run.sink(), reportOf(sink), run.failure()));
    return cycle;
  }

  @Override
  public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
    throw new UnsupportedOperationException("the cycle's own exchange is needed");
  }

  @Override
  public void timeout(Exchange cycle, int index, int total, long millis) {
    SinkRun run = SinkRun.of(cycle, sinks.ids().get(index));
    run.fail(
        new TimeoutException(
            "not finished after %d s; the other sinks were not held up"
                .formatted(timeout.toSeconds())));
    add(cycle, new CycleOutcome.Result(run.sink(), null, run.failure()));
  }

  private static void add(Exchange cycle, CycleOutcome.Result result) {
    CycleOutcome outcome = cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class);
    cycle.setProperty(CycleOutcome.PROPERTY, outcome.with(result));
  }

  private SinkReport reportOf(Exchange sink) {
    SinkReport report = sink.getProperty(SinkRoute.REPORT, SinkReport.class);
    return report == null
        ? null
        : new SinkReport(
            mask.apply(report.answer()), mask.apply(report.note()), report.level(), report.fate());
  }
}
