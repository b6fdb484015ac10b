package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemZoneTest {
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/UTC", "GMT", "Z", "Etc/GMT", "UCT", "Zulu", "+00:00"})
  void aHostInUtcWithoutATimeZoneGetsAWarning(String zone) throws Exception {
    LoadedSettings loaded =
        SettingsLoader.load(Optional.empty(), Map.of("ECU_HOST", "ecu"), Map.of(), ZoneId.of(zone));
    assertThat(loaded.warnings()).singleElement().asString().startsWith("time-zone is not set");
    assertThat(loaded.settings().timeZone()).isEqualTo(ZoneId.of(zone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/London", "Africa/Abidjan", "+01:00"})
  void aHostInAnotherZoneGetsNoWarning(String zone) throws Exception {
    assertThat(
            SettingsLoader.load(
                    Optional.empty(), Map.of("ECU_HOST", "ecu"), Map.of(), ZoneId.of(zone))
                .warnings())
        .isEmpty();
  }

  @Test
  void utcThatSomeoneSetGetsNoWarning() throws Exception {
    LoadedSettings loaded =
        SettingsLoader.load(
            Optional.empty(),
            Map.of("ECU_HOST", "ecu", "TIME_ZONE", "UTC"),
            Map.of(),
            ZoneId.of("UTC"));
    assertThat(loaded.warnings()).isEmpty();
  }
}
