package solar.aps.plugin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A clock that begins at a given time and runs a number of times as fast as another. It leaves the
 * night out, in which a roof has nothing to show: what follows 22:00 is 05:30 of the next day.
 */
public final class FastClock extends Clock {
  private static final LocalTime MORNING = LocalTime.of(5, 30);
  private static final LocalTime EVENING = LocalTime.of(22, 0);
  private static final Duration DAY = Duration.between(MORNING, EVENING);

  private final Clock base;
  private final Instant baseStart;
  private final LocalDateTime start;
  private final int speed;
  private final ZoneId zone;

  /**
   * @param base the clock that is overtaken; its zone is kept
   * @param start what this clock shows now, in the zone of the base; no time of the night
   * @param speed how many seconds pass here in one second of the base
   */
  public FastClock(Clock base, LocalDateTime start, int speed) {
    this(base, base.instant(), start, speed, base.getZone());
  }

  private FastClock(Clock base, Instant baseStart, LocalDateTime start, int speed, ZoneId zone) {
    this.base = base;
    this.baseStart = baseStart;
    this.start = start;
    this.speed = speed;
    this.zone = zone;
  }

  /** How long it really takes until this clock, fast or not, shows so much more. */
  public static Duration real(Clock clock, Duration shown) {
    return clock instanceof FastClock fast ? shown.dividedBy(fast.speed) : shown;
  }

  @Override
  public Instant instant() {
    Duration shown = Duration.between(baseStart, base.instant()).multipliedBy(speed);
    Duration sinceFirstMorning = Duration.between(MORNING, start.toLocalTime()).plus(shown);
    long days = sinceFirstMorning.dividedBy(DAY);
    return start
        .toLocalDate()
        .plusDays(days)
        .atTime(MORNING)
        .plus(sinceFirstMorning.minus(DAY.multipliedBy(days)))
        .atZone(base.getZone())
        .toInstant();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new FastClock(base, baseStart, start, speed, other);
  }
}
