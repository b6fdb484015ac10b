package solar.aps.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is too old to be tried any longer. A clock that is wrong for a while makes nothing old: it
 * must have said so for an hour, without going back.
 */
final class Expiry {
  private static final Duration SURE = Duration.ofHours(1);
  private static final int MOST_AT_ONCE = 50;

  private final Duration maxAge;

  /** Since when something is too old; null while nothing is. */
  private Instant since;

  Expiry(Duration maxAge) {
    this.maxAge = maxAge;
  }

  /**
   * Those that are too old, some at each call: each takes the disk a while.
   *
   * @param keys of readings, oldest first
   */
  List<String> of(List<String> keys, Instant now) {
    Instant oldest = now.minus(maxAge);
    List<String> old =
        keys.stream()
            .takeWhile(key -> ReadingForm.takenAt(key).isBefore(oldest))
            .limit(MOST_AT_ONCE)
            .toList();
    if (old.isEmpty() || (since != null && now.isBefore(since))) {
      since = null;
    } else if (since == null) {
      since = now;
    }
    return since != null && !now.isBefore(since.plus(SURE)) ? old : List.of();
  }
}
