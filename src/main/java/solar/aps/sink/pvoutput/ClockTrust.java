package solar.aps.sink.pvoutput;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether our clock may be believed. A machine without a clock of its own may be years off until it
 * has asked the network, and nothing must be called too old because of that. PVOutput knows the
 * time: each of its answers says when its clock hour ends, or carries a date.
 */
final class ClockTrust {
  private static final Logger LOG = LoggerFactory.getLogger(ClockTrust.class);

  /** An hour does not matter where ages are counted in days. */
  private static final Duration TOLERANCE = Duration.ofHours(1);

  /** A clock that was right may be set wrong later. */
  private static final Duration VALID = Duration.ofHours(1);

  private Instant agreedAt;
  private boolean complained;

  /** Compares the time in an answer of PVOutput's own with ours. */
  synchronized void hear(PvOutputAnswer answer, Instant now) {
    Optional<Instant> theirs =
        answer
            .told()
            .reset()
            // the end of the present hour: half an hour from now, give or take half an hour
            .map(end -> end.minus(TOLERANCE.dividedBy(2)))
            .or(answer.told()::date);
    theirs.ifPresent(
        time -> {
          Duration off = Duration.between(time, now);
          boolean agrees = off.abs().compareTo(TOLERANCE) <= 0;
          agreedAt = agrees ? now : null;
          if (!agrees && !complained) {
            LOG.warn(
                "this machine's clock is about {} h {} PVOutput's, so readings get wrong times. Set"
                    + " the clock; nothing is called too old until both agree",
                off.abs().toHours(),
                off.isNegative() ? "behind" : "ahead of");
          }
          complained = !agrees;
        });
  }

  /** Whether PVOutput's clock has agreed with ours not long ago. */
  synchronized boolean isTrusted(Instant now) {
    return agreedAt != null && !now.isBefore(agreedAt) && !now.isAfter(agreedAt.plus(VALID));
  }
}
