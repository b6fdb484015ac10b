package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.ApsSolar;

class SystemZoneTest {
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/UTC", "GMT", "Z", "Etc/GMT", "UCT", "Zulu", "+00:00"})
  void aHostInUtcWithoutATimeZoneGetsAWarning(String zone) throws Exception {
    Settings settings = load(Map.of("ECU_HOST", "ecu"), ZoneId.of(zone));
    assertThat(settings.warnings()).singleElement().asString().startsWith("time-zone is not set");
    assertThat(settings.get(CommonKeys.TIME_ZONE)).isEqualTo(ZoneId.of(zone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/London", "Africa/Abidjan", "+01:00"})
  void aHostInAnotherZoneGetsNoWarning(String zone) throws Exception {
    assertThat(load(Map.of("ECU_HOST", "ecu"), ZoneId.of(zone)).warnings()).isEmpty();
  }

  @Test
  void utcThatSomeoneSetGetsNoWarning() throws Exception {
    Settings settings = load(Map.of("ECU_HOST", "ecu", "TIME_ZONE", "UTC"), ZoneId.of("UTC"));
    assertThat(settings.warnings()).isEmpty();
  }

  private static Settings load(Map<String, String> environment, ZoneId systemZone)
      throws SettingsException {
    return new SettingsLoader(ApsSolar.keys(), systemZone)
        .load(Optional.empty(), environment, Map.of());
  }
}
