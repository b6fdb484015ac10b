package solar.aps.source.ez1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;

class SleepTest {
  private static final ZonedDateTime DUSK =
      ZonedDateTime.parse("2025-06-15T21:35:00+02:00[Europe/Berlin]");

  @Test
  void anInverterSleepsIfItsPanelsGaveNextToNothing() {
    assertThat(Sleep.reading(last(10, 9), DUSK.plusMinutes(5)))
        .contains(
            new EcuReading(
                "http://ez1/",
                DUSK.plusMinutes(5),
                List.of(panel("1", null), panel("2", null)),
                List.of()));
  }

  @Test
  void anInverterDoesNotSleepIfItsPanelsGavePowerTogether() {
    assertThat(Sleep.reading(last(10, 10), DUSK.plusMinutes(5))).isEmpty();
  }

  @Test
  void whatAPanelGaveMustBeKnown() {
    assertThat(Sleep.reading(last(0, null), DUSK.plusMinutes(5))).isEmpty();
  }

  @Test
  void nobodySleepsForADay() {
    assertThat(Sleep.reading(last(0, 0), DUSK.plusHours(24).minusSeconds(1))).isPresent();
    assertThat(Sleep.reading(last(0, 0), DUSK.plusHours(24))).isEmpty();
  }

  private static EcuReading last(Integer first, Integer second) {
    return new EcuReading(
        "http://ez1/", DUSK, List.of(panel("1", first), panel("2", second)), List.of());
  }

  private static PanelReading panel(String id, Integer watts) {
    return new PanelReading(id, watts, null, null, null, null);
  }
}
