package solar.aps.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The growing pauses between tries: twice as long after each failure, up to 15 minutes, and each
 * shortened by up to a half at random, so that not everybody comes back at once after an outage.
 */
public final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;

  private final RandomGenerator random;
  private int failures;

  /**
   * @param random shortens the pauses
   */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The pause after one more failure. */
  public Duration next() {
    Duration full = FIRST.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
    Duration most = full.compareTo(LONGEST) < 0 ? full : LONGEST;
    return Duration.ofMillis((long) (most.toMillis() * (1 - random.nextDouble() / 2)));
  }

  /** After a success the pauses start small again. */
  public void reset() {
    failures = 0;
  }
}
