package solar.aps.flow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Attempt;
import solar.aps.sink.SinkReport;

/** One summary on its way to one sink, with its place in the lane of the sink. */
final class Delivery extends Attempt {
  private final Duration timeout;
  private final AtomicBoolean waiting = new AtomicBoolean(true);
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile SinkReport report;

  /** In the time of {@link System#nanoTime}; null before its turn has come. */
  private volatile Long begun;

  /** The one before it in the lane; null if there is none that matters. */
  private volatile Delivery before;

  /**
   * @param timeout how long its end is waited for, once its turn has come
   * @param before the one before it in the lane, or null
   */
  Delivery(String sink, GenerationSummary summary, Duration timeout, Delivery before) {
    super(sink, summary);
    this.timeout = timeout;
    this.before = before;
  }

  /** Whether it is to begin now; not if it was taken back. */
  boolean begin() {
    begun = System.nanoTime();
    return waiting.getAndSet(false);
  }

  /** Whether it had not begun; it will not any more. */
  boolean takeBack() {
    boolean taken = waiting.getAndSet(false);
    if (taken) {
      // nobody behind it needs to wait for it
      end.countDown();
    }
    return taken;
  }

  /** It has ended, with the report of the sink, or null. */
  void end(SinkReport said) {
    report = said;
    end.countDown();
  }

  /**
   * Waits for its turn, for as long as none before it takes too long, and then for its end.
   *
   * @return whether it has ended in time
   */
  boolean awaitEnd() {
    Delivery earlier = before;
    if (earlier != null && !earlier.awaitEnd()) {
      return false;
    }
    before = null;
    try {
      return end.await(left(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether its turn has come, and it should have ended by now. */
  boolean isOverdue() {
    return begun != null && end.getCount() > 0 && left() <= 0;
  }

  /** Whether it has ended. */
  boolean hasEnded() {
    return end.getCount() == 0;
  }

  private long left() {
    Long since = begun;
    return timeout.toNanos() - (since == null ? 0 : System.nanoTime() - since);
  }

  /** What the sink reported in the end, or null. */
  SinkReport report() {
    return report;
  }
}
