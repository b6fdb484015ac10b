package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.ApsSolar;
import solar.aps.sink.console.ConsoleSink;
import solar.aps.sink.pvoutput.PvOutputSettings;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;
import solar.aps.source.page.PageKeys;

class SettingsLoaderTest {
  @TempDir Path folder;

  @Test
  void theHostAloneIsEnoughAndTheRestIsDefault() throws Exception {
    Settings settings = Loading.settings();
    assertThat(withoutPvOutput(settings))
        .containsOnly(
            Map.entry("ecu.host", "192.168.1.102"),
            Map.entry("ecu.source", "auto"),
            Map.entry("ecu.path", "/cgi-bin/parameters"),
            Map.entry("ecu.tcp-port", 8899),
            Map.entry("ecu.timeout", Duration.ofSeconds(10)),
            Map.entry("ecu.ez1-port", 8050),
            Map.entry("ecu.retry-delay", Duration.ofSeconds(2)),
            Map.entry("ecu.max-age", Duration.ofMinutes(15)),
            Map.entry("poll.interval", Duration.ofMinutes(5)),
            Map.entry("time-zone", Loading.BERLIN),
            Map.entry("panels.scale-missing", false),
            Map.entry("panels.health", true),
            Map.entry("console.format", ConsoleSink.Format.TEXT),
            Map.entry("dead-letter.dir", Path.of("dead-letter")),
            Map.entry("data.dir", Path.of("data")),
            Map.entry("history.days", 90),
            Map.entry("sinks.timeout", Duration.ofSeconds(30)),
            Map.entry("outbox.max-age", Duration.ofDays(14)),
            Map.entry("influxdb.measurement-prefix", "aps"),
            Map.entry("mqtt.topic", "aps-solar"),
            Map.entry("home-assistant.discovery", true),
            Map.entry("home-assistant.prefix", "homeassistant"),
            Map.entry("web.host", "127.0.0.1"));
    assertThat(PvOutputSettings.of(settings))
        .isEqualTo(
            new PvOutputSettings(
                false,
                new Secret(""),
                "",
                false,
                false,
                true,
                true,
                Optional.empty(),
                URI.create("https://pvoutput.org"),
                30,
                Duration.ofDays(14),
                OptionalInt.of(5)));
  }

  @Test
  void withoutAnythingTheMissingHostIsTheOneFault() {
    assertThatThrownBy(
            () -> SettingsLoader.load(ApsSolar.keys(), Optional.empty(), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "settings: ecu.host is not set or blank: it is the ECU's address, as in"
                + " 192.168.1.102; set it in the settings file or the environment variable"
                + " ECU_HOST");
  }

  @Test
  void theEnvironmentBeatsTheFileAndTheCommandLineBeatsBoth() throws Exception {
    Path file =
        Loading.write(
            folder,
            "some.properties",
            "ecu.host=from-file\necu.timeout=11s\nconsole.format=none\necu.path=/file");
    Map<String, String> environment =
        Map.of("ECU_HOST", "from-environment", "ECU_TIMEOUT", "12s", "UNRELATED", "x");

    Settings settings =
        SettingsLoader.load(
            ApsSolar.keys(),
            Optional.of(file),
            environment,
            Map.of("ecu.host", "from-command-line", "console.format", "json"));

    assertThat(settings.get(EcuKeys.HOST)).isEqualTo("from-command-line");
    assertThat(settings.get(ConsoleSink.FORMAT)).isEqualTo(ConsoleSink.Format.JSON);
    assertThat(settings.get(EcuKeys.TIMEOUT)).isEqualTo(Duration.ofSeconds(12));
    assertThat(settings.get(PageKeys.PATH)).isEqualTo("/file");
  }

  @Test
  void dotsAndDashesAreUnderscoresInTheEnvironment() throws Exception {
    Path file = Loading.write(folder, "some.properties", "ecu.host=ecu");
    assertThat(
            PvOutputSettings.of(Loading.file(file, Map.of("PVOUTPUT_SYSTEM_ID", "4711")))
                .systemId())
        .isEqualTo("4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void aBlankEnvironmentVariableIsNotSet(String blank) throws Exception {
    Path file = Loading.write(folder, "some.properties", "ecu.host=from-file");
    assertThat(Loading.file(file, Map.of("ECU_HOST", blank)).get(EcuKeys.HOST))
        .isEqualTo("from-file");
  }

  @Test
  void aBlankValueInTheFileIsNotSet() throws Exception {
    Path file = Loading.write(folder, "some.properties", "ecu.host=ecu\necu.timeout=\nsinks.dir= ");
    Settings settings = Loading.file(file);
    assertThat(settings.get(EcuKeys.TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.find(YamlSinks.DIR)).isEmpty();
  }

  @Test
  void aBlankHostIsAFault() throws Exception {
    Path file = Loading.write(folder, "some.properties", "ecu.host=");
    assertThat(Loading.faultsOfFile(file))
        .singleElement()
        .asString()
        .startsWith(file + ": ecu.host is not set or blank");
  }

  @Test
  void allFaultsAreToldAtOnceOneLineEach() throws Exception {
    Path file =
        Loading.write(
            folder,
            "some.properties",
            """
            ecu.host=http://192.168.1.102/
            ecu.timeout=10
            pol.interval=5m
            panels.scale-missing=maybe
            panels.expected-count=none
            panels.expected-count=4
            pvoutput.publish=yes
            pvoutput.system-id=My Roof
            """);

    List<String> faults = Loading.faultsOfFile(file, Map.of("POLL_INTERVAL", "5s"));

    assertThat(faults)
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).startsWith(file + ": ecu.host=http://192.168.1.102/ is a"),
            fault -> assertThat(fault).startsWith(file + ": ecu.timeout=10 has no unit"),
            fault -> assertThat(fault).startsWith(file + ": unknown key pol.interval"),
            fault ->
                assertThat(fault)
                    .startsWith("environment variable POLL_INTERVAL: poll.interval=5s is too"),
            fault -> assertThat(fault).startsWith(file + ": panels.scale-missing=maybe is neither"),
            fault -> assertThat(fault).startsWith(file + ": panels.expected-count=none is not a"),
            fault -> assertThat(fault).startsWith(file + ": panels.expected-count stands there"),
            fault -> assertThat(fault).startsWith(file + ": pvoutput.system-id=My Roof is not"),
            fault -> assertThat(fault).startsWith(file + ": pvoutput.api-key is not set or blank"));
  }

  @Test
  void theMessageOfTheExceptionHasALineForEachFault() {
    assertThatThrownBy(() -> Loading.settings("ecu.timeout", "1", "ecu.path", "x"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> {
              assertThat(e.faults()).hasSize(2);
              assertThat(e).hasMessage(String.join("\n", e.faults()));
            });
  }

  @Test
  void aLineBreakInAValueDoesNotBreakItsFaultInTwo() {
    assertThat(Loading.fault("console.format", "te\nxt"))
        .startsWith("command line: console.format=te?xt is no format");
  }

  private static Map<String, Object> withoutPvOutput(Settings settings) {
    Map<String, Object> values = Loading.values(settings);
    values.keySet().removeIf(name -> name.startsWith("pvoutput."));
    return values;
  }
}
