package solar.aps.outbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import solar.aps.storage.MemoryFile;

/**
 * What is too old to be tried any longer. A clock that is wrong for a while makes nothing old: it
 * must have said so for an hour, without going back, be it over several runs.
 */
final class Expiry {
  private static final Duration SURE = Duration.ofHours(1);
  private static final int MOST_AT_ONCE = 50;

  private final Duration maxAge;
  private final MemoryFile file;

  /** Since when something is too old; null while nothing is. */
  private Instant since;

  /**
   * @param file remembers since when something is too old
   */
  Expiry(Duration maxAge, MemoryFile file) {
    this.maxAge = maxAge;
    this.file = file;
    try {
      since = file.read().stream().findFirst().map(Instant::parse).orElse(null);
    } catch (DateTimeException e) {
      since = null; // none, or a file of somebody else
    }
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
    remember(old.isEmpty() || wentBack(now) ? null : Objects.requireNonNullElse(since, now));
    return since != null && !now.isBefore(since.plus(SURE)) ? old : List.of();
  }

  private boolean wentBack(Instant now) {
    return since != null && now.isBefore(since);
  }

  private void remember(Instant moment) {
    if (!Objects.equals(since, moment)) {
      file.write(moment == null ? List.of() : List.of(moment.toString()));
    }
    since = moment;
  }
}
