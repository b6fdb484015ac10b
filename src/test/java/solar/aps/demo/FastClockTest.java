package solar.aps.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FastClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant START = Instant.parse("2026-06-20T08:00:00Z");

  private final SettableClock base =
      new SettableClock(Instant.parse("2026-06-20T17:12:34Z"), BERLIN);
  private final Clock fast = new FastClock(base, START, 150);

  @Test
  void itBeginsAtItsStart() {
    assertThat(fast.instant()).isEqualTo(START);
  }

  @Test
  void twoSecondsAreFiveMinutes() {
    base.pass(Duration.ofSeconds(2));

    assertThat(fast.instant()).isEqualTo(START.plus(Duration.ofMinutes(5)));
  }

  @Test
  void anotherZoneShowsTheSameInstant() {
    ZoneId sydney = ZoneId.of("Australia/Sydney");
    base.pass(Duration.ofSeconds(2));
    Clock elsewhere = fast.withZone(sydney);

    assertThat(fast.getZone()).isEqualTo(BERLIN);
    assertThat(elsewhere.getZone()).isEqualTo(sydney);
    assertThat(elsewhere.instant()).isEqualTo(fast.instant());
  }
}
