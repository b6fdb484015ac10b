package solar.aps.sink.pvoutput;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import solar.aps.outbox.Backoff;

/**
 * What the systems of one API key share: one request at a time, the requests that are left in the
 * hour, PVOutput's clock, and the pause while PVOutput takes nothing from anybody.
 */
final class Account {
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Why nothing is sent. */
  enum Cause {
    UNREACHABLE,
    FOREIGN,
    LIMIT,
    SETTINGS
  }

  /**
   * A pause.
   *
   * @param words PVOutput's own, or the network's
   */
  record Trouble(Cause cause, String words, Instant until) {
    boolean lasts(Instant now) {
      // further away than any wait: the clock was set back meanwhile
      return now.isBefore(until) && !now.plus(LONGEST_PAUSE).isBefore(until);
    }
  }

  private final ReentrantLock turn = new ReentrantLock(/* fair= */ true);
  private final RequestBudget budget = new RequestBudget();
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final ClockTrust trust = new ClockTrust();
  private volatile Trouble trouble;

  /** Takes the turn at PVOutput; readings are accepted meanwhile. */
  <T> T inTurn(Supplier<T> step) {
    turn.lock();
    try {
      return step.get();
    } finally {
      turn.unlock();
    }
  }

  RequestBudget budget() {
    return budget;
  }

  ClockTrust trust() {
    return trust;
  }

  /** The pause of everybody, be it over or not, until there was a success. */
  Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  void pause(Trouble common) {
    trouble = common;
  }

  /**
   * How long to pause after one more failure: a growing time of ours, or the one that was asked for
   * where that is longer, up to an hour.
   */
  Duration nextPause(PvOutputAnswer answer) {
    Duration ours = backoff.next();
    Duration asked = answer.told().retryAfter().orElse(Duration.ZERO);
    Duration longer = ours.compareTo(asked) < 0 ? asked : ours;
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /** PVOutput takes statuses again. */
  void success() {
    backoff.reset();
    trouble = null;
  }
}
