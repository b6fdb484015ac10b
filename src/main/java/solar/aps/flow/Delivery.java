package solar.aps.flow;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.SinkReport;

/**
 * One summary on its way to one sink. The sink's exchange and every copy of it carry the delivery,
 * so that a failure in a part of the sink counts, and is reported once.
 */
final class Delivery {
  private static final String PROPERTY = "solar.aps.delivery";

  private final String sink;
  private final GenerationSummary summary;
  private final long deadline;
  private final AtomicBoolean waiting = new AtomicBoolean(true);
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile SinkReport report;

  /**
   * @param deadline until when its end is waited for, in the time of {@link System#nanoTime}
   */
  Delivery(String sink, GenerationSummary summary, long deadline) {
    this.sink = sink;
    this.summary = summary;
    this.deadline = deadline;
  }

  /** The delivery that this exchange is a part of; null outside of sinks. */
  static Delivery of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Delivery.class);
  }

  /** Puts the summary into a new exchange, which is a part of this delivery from then on. */
  void load(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
    exchange.getMessage().setBody(summary);
  }

  String sink() {
    return sink;
  }

  GenerationSummary summary() {
    return summary;
  }

  /** Whether it is to begin now; not if it was taken back. */
  boolean begin() {
    return waiting.getAndSet(false);
  }

  /** Whether it had not begun; it will not any more. */
  boolean takeBack() {
    return waiting.getAndSet(false);
  }

  /** It has ended, with the report of the sink, or null. */
  void end(SinkReport said) {
    report = said;
    end.countDown();
  }

  /**
   * Waits for the end, no longer than to the deadline.
   *
   * @return whether it has ended
   */
  boolean awaitEnd() {
    try {
      return end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it should have ended by now. */
  boolean isOverdue() {
    return end.getCount() > 0 && System.nanoTime() - deadline >= 0;
  }

  /**
   * Notes a failure.
   *
   * @return whether it is the first one
   */
  boolean fail(Exception cause) {
    return failure.compareAndSet(null, cause);
  }

  /** The first failure, or null. */
  Exception failure() {
    return failure.get();
  }

  /** What the sink reported in the end, or null. */
  SinkReport report() {
    return report;
  }
}
