package solar.aps.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that begins at a given time and runs a number of times as fast as another. */
final class FastClock extends Clock {
  private final Clock base;
  private final Instant baseStart;
  private final Instant start;
  private final int speed;

  /**
   * @param base the clock that is overtaken; its zone is kept
   * @param start what this clock shows now
   * @param speed how many seconds pass here in one second of the base
   */
  FastClock(Clock base, Instant start, int speed) {
    this(base, base.instant(), start, speed);
  }

  private FastClock(Clock base, Instant baseStart, Instant start, int speed) {
    this.base = base;
    this.baseStart = baseStart;
    this.start = start;
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.between(baseStart, base.instant()).multipliedBy(speed));
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new FastClock(base.withZone(zone), baseStart, start, speed);
  }
}
