package solar.aps.sink.pvoutput;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that PVOutput allows in an hour. They are counted anew at the top of the clock hour
 * and are shared by all systems and tools of the key, so PVOutput's own count, where an answer has
 * it, beats ours. History may use what the live statuses still to come in this hour do not need.
 */
final class RequestBudget {
  /** What everybody has; donors have more, and their answers show it. */
  private static final int ASSUMED_LIMIT = 60;

  private final List<Duration> pollIntervals = new ArrayList<>();
  private int limit = ASSUMED_LIMIT;
  private int remaining = ASSUMED_LIMIT;
  private Instant reset = Instant.MIN;

  /**
   * Another system has its share.
   *
   * @param pollInterval the time between two of its live statuses
   */
  void share(Duration pollInterval) {
    pollIntervals.add(pollInterval);
  }

  /** Counts a request whose answer has no count. */
  void spend(Instant now) {
    spend(PvOutputAnswer.none(""), now);
  }

  /** Counts a request and takes over the count in PVOutput's answer to it. */
  void spend(PvOutputAnswer answer, Instant now) {
    renew(now);
    remaining = answer.told().remaining().orElse(Math.max(0, remaining - 1));
    // a limit of 0 would mean never: the next hour is tried all the same
    limit = Math.max(1, answer.told().limit().orElse(limit));
    // where the two clocks disagree, ours decides: no budget is spent for longer than an hour
    answer
        .told()
        .reset()
        .filter(told -> told.isAfter(now) && !told.isAfter(now.plus(1, ChronoUnit.HOURS)))
        .ifPresent(told -> reset = told);
    if (answer.refusal() == PvOutputAnswer.Verdict.LIMIT_SPENT) {
      remaining = 0;
    }
  }

  boolean allowsLive(Instant now) {
    renew(now);
    return remaining > 0;
  }

  boolean allowsHistory(Instant now) {
    renew(now);
    Duration left = Duration.between(now, reset);
    long liveToCome =
        pollIntervals.stream().mapToLong(interval -> left.dividedBy(interval) + 1).sum();
    return remaining > liveToCome;
  }

  /** When the requests are counted anew. */
  Instant reset(Instant now) {
    renew(now);
    return reset;
  }

  private void renew(Instant now) {
    Instant nextHour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    // a clock that was set back must not leave us waiting for longer than an hour
    if (!now.isBefore(reset) || reset.isAfter(nextHour.plus(1, ChronoUnit.HOURS))) {
      remaining = limit;
      reset = nextHour;
    }
  }
}
