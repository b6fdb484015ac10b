package solar.aps.sink.pvoutput;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.outbox.Outbox;
import solar.aps.outbox.SetAside;

/**
 * The statuses that PVOutput does not take because of their time: too old, or still to come. They
 * are not sent. They are set aside only while our clock can be believed.
 */
final class OutOfTime {
  private static final Logger LOG = LoggerFactory.getLogger(OutOfTime.class);

  /** A clock that was set back a little leaves statuses whose time will come. */
  private static final Duration FAR_FUTURE = Duration.ofDays(1);

  private static final int MOST_AT_ONCE = 50;

  private final Outbox<LocalDateTime, Status> outbox;
  private final SetAside<LocalDateTime, Status> setAside;
  private final String title;
  private final Duration maxAge;
  private final Clock clock;
  private final ClockTrust trust;

  /**
   * @param title what they are, for the log
   * @param maxAge the age from which PVOutput takes no status
   * @param clock the time, in the zone of the PVOutput system
   * @param trust whether that may be believed
   */
  OutOfTime(
      Outbox<LocalDateTime, Status> outbox,
      SetAside<LocalDateTime, Status> setAside,
      String title,
      Duration maxAge,
      Clock clock,
      ClockTrust trust) {
    this.outbox = outbox;
    this.setAside = setAside;
    this.title = title;
    this.maxAge = maxAge;
    this.clock = clock;
    this.trust = trust;
  }

  /** Whether PVOutput takes a status of this slot at this time. */
  boolean isSendable(LocalDateTime slot, Instant now) {
    Instant begin = begin(slot);
    return !begin.isAfter(now) && !begin.isBefore(now.minus(maxAge));
  }

  private Instant begin(LocalDateTime slot) {
    return slot.atZone(clock.getZone()).toInstant();
  }

  /** Sets them aside, some at each call: each takes the disk a while. */
  void setAside() {
    setAside.retry(outbox);
    Instant now = clock.instant();
    if (!trust.isTrusted(now)) {
      return;
    }
    List<LocalDateTime> slots = outbox.keys();
    Instant oldest = now.minus(maxAge);
    Instant latest = now.plus(FAR_FUTURE);
    setAside(
        slots.stream().takeWhile(slot -> begin(slot).isBefore(oldest)).toList(),
        "older than PVOutput takes (pvoutput.max-age)",
        "older than pvoutput.max-age");
    setAside(
        slots.stream().filter(slot -> begin(slot).isAfter(latest)).toList(),
        "of a time still to come, because this machine's clock was ahead,",
        "of a time that is still to come: this machine's clock was ahead");
  }

  private void setAside(List<LocalDateTime> slots, String what, String cause) {
    List<Status> found =
        slots.stream()
            .filter(slot -> !setAside.isPending(slot))
            .limit(MOST_AT_ONCE)
            .map(outbox::find)
            .flatMap(Optional::stream)
            .toList();
    if (!found.isEmpty()) {
      LOG.warn("{}: {} statuses are {} and are set aside", title, found.size(), what);
    }
    found.forEach(status -> setAside.put(outbox, status, cause, null));
  }
}
