package solar.aps.outbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import solar.aps.storage.MemoryFile;

/**
 * Whether a sink has to be left alone, why, and until when. A pause that the other side asked for
 * outlives the program; one of ours ends with it.
 */
final class Pause {
  private record Trouble(Answer answer, Instant until) {}

  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final MemoryFile file;
  private boolean remembered;
  private Trouble trouble;

  /**
   * @param file for a pause that was asked for
   */
  Pause(MemoryFile file) {
    this.file = file;
    List<String> lines = file.read();
    try {
      if (lines.size() > 1) {
        trouble = new Trouble(Answer.later(lines.get(1)), Instant.parse(lines.get(0)));
        remembered = true;
      }
    } catch (DateTimeException e) {
      trouble = null; // a file of somebody else
    }
  }

  /** Begins, or begins anew, after one more failure. */
  void begin(Answer failure, Instant now) {
    trouble = new Trouble(failure, now.plus(length(failure)));
    if (!failure.retryAfter().isZero()) {
      file.write(List.of(trouble.until.toString(), failure.words()));
      remembered = true;
    }
  }

  private Duration length(Answer failure) {
    return failure.verdict() == Answer.Verdict.SETTINGS
        ? Backoff.LONGEST_PAUSE
        : backoff.next(failure.retryAfter());
  }

  /** Something was taken. */
  void end() {
    trouble = null;
    backoff.reset();
    if (remembered) {
      file.write(List.of());
      remembered = false;
    }
  }

  boolean lasts(Instant now) {
    return trouble != null && Backoff.lasts(trouble.until, now);
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
