package solar.aps.route;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

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
    add(
        cycle,
        new CycleOutcome.Result(
            sink.getProperty(DeadLetter.SINK, String.class),
            reportOf(sink),
            sink.getProperty(DeadLetter.FAILURE, Exception.class)));
    return cycle;
  }

  @Override
  public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
    throw new UnsupportedOperationException("the cycle's own exchange is needed");
  }

  @Override
  public void timeout(Exchange cycle, int index, int total, long millis) {
    add(
        cycle,
        new CycleOutcome.Result(
            sinks.ids().get(index),
            null,
            new SinkBusyException(
                "not finished after %d s; the other sinks were not held up"
                    .formatted(timeout.toSeconds()))));
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
            mask.apply(report.answer()),
            mask.apply(report.note()),
            report.level(),
            report.delivered());
  }
}
