package solar.aps.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The growing pauses between tries: twice as long after each failure, up to 15 minutes, and each
 * shortened by up to a half at random, so that not everybody comes back at once after an outage.
 */
public final class Backoff {
  /** The longest pause, whoever asks for it. */
  public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

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

  private Duration next() {
    Duration full = FIRST.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
    Duration most = full.compareTo(LONGEST) < 0 ? full : LONGEST;
    return Duration.ofMillis((long) (most.toMillis() * (1 - random.nextDouble() / 2)));
  }

  /**
   * The pause after one more failure: a growing time of ours, or the one that was asked for where
   * that is longer, up to an hour.
   */
  public Duration next(Duration asked) {
    Duration ours = next();
    Duration longer = ours.compareTo(asked) < 0 ? asked : ours;
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /** Whether a pause up to this time lasts still. */
  public static boolean lasts(Instant until, Instant now) {
    // further away than any pause: the clock was set back meanwhile
    return now.isBefore(until) && !now.plus(LONGEST_PAUSE).isBefore(until);
  }

  /** After a success the pauses start small again. */
  public void reset() {
    failures = 0;
  }
}
