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
      return Backoff.lasts(until, now);
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

  /** How long to pause after one more failure. */
  Duration nextPause(PvOutputAnswer answer) {
    return backoff.next(answer.told().retryAfter().orElse(Duration.ZERO));
  }

  /** PVOutput takes statuses again. */
  void success() {
    backoff.reset();
    trouble = null;
  }
}
