package solar.aps.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Whether a sink has to be left alone, why, and until when. */
final class Pause {
  private static final Duration LONGEST = Duration.ofHours(1);

  private record Trouble(Answer answer, Instant until) {}

  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private Trouble trouble;

  /** Begins, or begins anew, after one more failure. */
  void begin(Answer failure, Instant now) {
    trouble = new Trouble(failure, now.plus(length(failure)));
  }

  /** A growing time of ours, or the one that was asked for where that is longer, up to an hour. */
  private Duration length(Answer failure) {
    if (failure.verdict() == Answer.Verdict.SETTINGS) {
      return LONGEST;
    }
    Duration ours = backoff.next();
    Duration longer = ours.compareTo(failure.retryAfter()) < 0 ? failure.retryAfter() : ours;
    return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }

  /** Something was taken. */
  void end() {
    trouble = null;
    backoff.reset();
  }

  boolean lasts(Instant now) {
    // further away than any pause: the clock was set back meanwhile
    return trouble != null
        && now.isBefore(trouble.until)
        && !now.plus(LONGEST).isBefore(trouble.until);
  }

  /** Why, until something was taken. */
  Optional<Answer> reason() {
    return Optional.ofNullable(trouble).map(Trouble::answer);
  }

  /** The time of the next try; only where there is a reason. */
  Instant until() {
    return trouble.until;
  }
}
