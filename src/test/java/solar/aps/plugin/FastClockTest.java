package solar.aps.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import solar.aps.demo.SettableClock;

class FastClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDateTime START = LocalDateTime.parse("2026-06-20T10:00:00");

  private final SettableClock base =
      new SettableClock(Instant.parse("2026-06-20T17:12:34Z"), BERLIN);
  private final Clock fast = new FastClock(base, START, 500);

  @Test
  void itBeginsAtItsStart() {
    assertThat(fast.instant()).isEqualTo("2026-06-20T08:00:00Z");
  }

  @Test
  void sixTenthsOfASecondAreFiveMinutes() {
    base.pass(Duration.ofMillis(600));

    assertThat(LocalDateTime.now(fast)).isEqualTo(START.plusMinutes(5));
  }

  @Test
  void theNightIsLeftOut() {
    base.pass(Duration.ofHours(12).dividedBy(500).minusMillis(1));
    assertThat(LocalDateTime.now(fast)).isEqualTo("2026-06-20T21:59:59.500");

    base.pass(Duration.ofMillis(1));
    assertThat(LocalDateTime.now(fast)).isEqualTo("2026-06-21T05:30:00");
  }

  @Test
  void aDayAndItsNightPassInTwoMinutes() {
    base.pass(Duration.ofMillis(118_800));

    assertThat(LocalDateTime.now(fast)).isEqualTo(START.plusDays(1));
  }

  @Test
  void anotherZoneShowsTheSameInstant() {
    ZoneId sydney = ZoneId.of("Australia/Sydney");
    base.pass(Duration.ofSeconds(50));
    Clock elsewhere = fast.withZone(sydney);

    assertThat(fast.getZone()).isEqualTo(BERLIN);
    assertThat(elsewhere.getZone()).isEqualTo(sydney);
    assertThat(elsewhere.instant()).isEqualTo(fast.instant());
  }

  @Test
  void itTellsHowLongATimeReallyTakes() {
    Duration interval = Duration.ofMinutes(5);

    assertThat(FastClock.real(fast.withZone(BERLIN), interval)).hasMillis(600);
    assertThat(FastClock.real(base, interval)).isEqualTo(interval);
  }
}
