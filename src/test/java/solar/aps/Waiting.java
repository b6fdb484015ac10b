package solar.aps;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens in another thread. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Waiting() {}

  /**
   * Waits until there is something.
   *
   * @param source gives it, or null as long as there is nothing
   * @throws AssertionError if there is nothing after a while
   */
  static <T> T until(Supplier<T> source) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      T found = source.get();
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("it has not happened within " + PATIENCE);
  }

  /** Waits until it is so. */
  static void untilTrue(Supplier<Boolean> state) {
    until(() -> state.get() ? true : null);
  }
}
