package solar.aps.route;

import java.time.Duration;
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

  SinkResults(SinkDirectory sinks, Duration timeout) {
    this.sinks = sinks;
    this.timeout = timeout;
  }

  @Override
  public Exchange aggregate(Exchange oldExchange, Exchange sink, Exchange cycle) {
    add(
        cycle,
        new CycleOutcome.Result(
            sinks.ids().get(sink.getProperty(ExchangePropertyKey.MULTICAST_INDEX, Integer.class)),
            sink.getProperty(SinkRoute.ANSWER, String.class),
            failureOf(sink)));
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
                "not finished after %d s; the other sinks were not held up".formatted(
                    timeout.toSeconds()))));
  }

  private static void add(Exchange cycle, CycleOutcome.Result result) {
    CycleOutcome outcome = cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class);
    cycle.setProperty(CycleOutcome.PROPERTY, outcome.with(result));
  }

  private static Exception failureOf(Exchange sink) {
    // a handled failure is only in the property; one that even the dead letters refused, only in
    // the exchange
    return sink.getException() != null
        ? sink.getException()
        : sink.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }
}
