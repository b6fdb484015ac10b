package solar.aps.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifetimeCheckTest {
  private final LifetimeCheck check = new LifetimeCheck(Map.of("ecu-1", 100.5));

  private static EcuReading reading(String device, Double totalKwh) {
    return new EcuReading(
        "tcp://ecu",
        ZonedDateTime.parse("2025-06-15T12:00:00Z"),
        List.of(),
        new Energy(device, 1200L, totalKwh),
        List.of("before"));
  }

  @Test
  void aCounterThatRisesOrStandsIsBelieved() {
    for (double total : new double[] {100.5, 100.6, 100.6, 230}) {
      EcuReading reading = reading("ecu-1", total);
      assertThat(check.check(reading)).isSameAs(reading);
    }
    assertThat(check.highest()).containsOnly(Map.entry("ecu-1", 230.0));
  }

  @Test
  void oneThatFellIsLeftOutUntilItIsAsHighAgain() {
    EcuReading fell = check.check(reading("ecu-1", 99.9));

    assertThat(fell.energy()).isEqualTo(new Energy("ecu-1", 1200L, null));
    assertThat(fell.warnings())
        .containsExactly(
            "before",
            "the lifetime energy of ecu-1 is left out: it fell to 99.9 kWh, and was 100.5 kWh before");
    assertThat(check.check(reading("ecu-1", 100.7)).energy().totalKwh()).isEqualTo(100.7);
  }

  @Test
  void anotherDeviceBeginsAnew() {
    assertThat(check.check(reading("ecu-2", 0.1)).energy().totalKwh()).isEqualTo(0.1);
    assertThat(check.highest()).containsOnlyKeys("ecu-1", "ecu-2");
  }

  @Test
  void whatIsNotKnownIsNoFall() {
    EcuReading reading = reading("ecu-1", null);
    assertThat(check.check(reading)).isSameAs(reading);
    assertThat(check.highest()).containsOnly(Map.entry("ecu-1", 100.5));
  }
}
