package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

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
import solar.aps.flow.Freshness;
import solar.aps.sink.jsonfile.JsonFileSink;
import solar.aps.sink.pvoutput.PvOutputSettings;
import solar.aps.source.EcuKeys;
import solar.aps.source.page.PageKeys;

/** The JSON file of the original Python tool is taken as it is. */
class PythonConfigTest {
  @TempDir Path folder;

  @Test
  void theFileOfThePythonToolGivesTheSameSettings() throws Exception {
    Path file =
        json(
            """
            {
              // where the ECU is
              "host": "10.20.30.40",
              "path": "/index.php/realtimedata",
              "scale_missing": "yes",   // estimate the silent ones
              "expected_count": 12,
              "pvoutput": {
                "publish": 1,
                "api_key": "feed//c0ffee",
                "system_id": 98765,
                "send_temp": false,
                "send_voltage": "true",
                "send_freq": "on",
                "send_freq_key": "v9"
              }
            }
            """);

    Settings settings = Loading.file(file);
    Map<String, Object> expected = Loading.values(Loading.settings());
    expected.put("ecu.host", "10.20.30.40");
    expected.put("ecu.path", "/index.php/realtimedata");
    expected.put("panels.scale-missing", true);
    expected.put("panels.expected-count", 12);
    expected.put("pvoutput.publish", true);
    expected.put("pvoutput.api-key", new Secret("feed//c0ffee"));
    expected.put("pvoutput.system-id", "98765");
    expected.put("pvoutput.send-temp", false);
    expected.put("pvoutput.send-freq", true);
    expected.put("pvoutput.send-freq-key", "v9");
    assertThat(Loading.values(settings)).isEqualTo(expected);
    assertThat(PvOutputSettings.of(settings))
        .isEqualTo(
            new PvOutputSettings(
                true,
                new Secret("feed//c0ffee"),
                "98765",
                true,
                false,
                false,
                true,
                Optional.of("v9"),
                URI.create("https://pvoutput.org"),
                30,
                Duration.ofDays(14),
                OptionalInt.of(5)));
  }

  @Test
  void theOldestNamesAreTakenToo() throws Exception {
    Settings settings =
        settings(
            """
            {"host": "ecu", "publish": "no",
             "pvoutput": {"send_temp_v5": 0, "send_voltage_v6": "off"}}
            """);
    assertThat(PvOutputSettings.of(settings).publish()).isFalse();
    assertThat(PvOutputSettings.of(settings).sendTemperature()).isFalse();
    assertThat(PvOutputSettings.of(settings).sendVoltage()).isFalse();
  }

  @Test
  void ourKeysWorkNestedAndDotted() throws Exception {
    Settings settings =
        settings(
            """
            {"ecu": {"host": "ecu", "max-age": "0"}, "poll.interval": "10m", "time_zone": "Asia/Tokyo",
             "json-file": {"path": "r.jsonl"}, "pvoutput": {"batch_size": 100, "status-interval": 10}}
            """);
    assertThat(settings.get(EcuKeys.HOST)).isEqualTo("ecu");
    assertThat(settings.get(Freshness.MAX_AGE)).isZero();
    assertThat(settings.get(CommonKeys.POLL_INTERVAL)).hasMinutes(10);
    assertThat(settings.get(CommonKeys.TIME_ZONE).getId()).isEqualTo("Asia/Tokyo");
    assertThat(settings.find(JsonFileSink.PATH)).contains(Path.of("r.jsonl"));
    assertThat(PvOutputSettings.of(settings).batchSize()).isEqualTo(100);
    assertThat(PvOutputSettings.of(settings).statusInterval()).hasValue(10);
  }

  @Test
  void nullIsNotSet() throws Exception {
    Settings settings = settings("{\"host\": \"ecu\", \"expected_count\": null, \"path\": null}");
    assertThat(CommonKeys.expectedCount(settings)).isEmpty();
    assertThat(settings.get(PageKeys.PATH)).isEqualTo("/cgi-bin/parameters");
  }

  @Test
  void keysOfCamelAndOfSinksKeepTheirUnderscores() throws Exception {
    Path file = json("{\"host\": \"ecu\", \"sink\": {\"a_b\": {\"c_d\": 1}}, \"camel.x_y\": true}");
    assertThat(Loading.file(file).camelProperties())
        .containsOnly(Map.entry("sink.a_b.c_d", "1"), Map.entry("camel.x_y", "true"));
  }

  @Test
  void aFaultNamesTheKeyAsItWasWritten() throws Exception {
    Path file = json("{\"host\": \"ecu\", \"pvoutput\": {\"send_freq_key\": \"v1\"}}");
    assertThat(Loading.faultsOfFile(file))
        .singleElement()
        .asString()
        .startsWith(file + ": pvoutput.send_freq_key=v1 is not one of");
  }

  @Test
  void anUnknownKeyIsAFaultWithASuggestion() throws Exception {
    Path file = json("{\"host\": \"ecu\", \"pvoutput\": {\"sytem_id\": 1}}");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(
            file + ": unknown key pvoutput.sytem_id; did you mean `pvoutput.system-id`?");
  }

  @Test
  void aListIsAFaultAndTheRestIsCheckedToo() throws Exception {
    Path file = json("{\"host\": [\"a\", {\"b\": [1]}], \"pvoutput\": {\"publish\": \"ja\"}}");
    assertThat(Loading.faultsOfFile(file))
        .contains(file + ": host is a list; write one value, without [ and ]")
        .anyMatch(fault -> fault.startsWith(file + ": pvoutput.publish=ja is neither"));
  }

  @Test
  void twoSpellingsOfOneKeyAreAFault() throws Exception {
    Path file = json("{\"host\": \"a\", \"ecu\": {\"host\": \"b\"}}");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(file + ": host and ecu.host are the same setting; keep one of them");
  }

  @Test
  void aKeyThatStandsTwiceIsAFault() throws Exception {
    Path file = json("{\"host\": \"a\", \"host\": \"b\"}");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(file + ": host stands there more than once; keep one of them");
  }

  @Test
  void brokenJsonIsAFaultWithItsPlaceOnly() throws Exception {
    Path file = json("{\n  \"host\": \"ecu\",\n  \"path\": oops\n}");
    assertThat(Loading.faultsOfFile(file))
        .singleElement()
        .asString()
        .matches("\\Q" + file + "\\E is not valid JSON \\(line 3, column \\d+\\); check .*")
        .doesNotContain("oops");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "// nothing\n", "[]", "\"host\"", "null"})
  void whatIsNoObjectIsAFault(String text) throws Exception {
    Path file = json(text);
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(file + " is no JSON object; write the settings between { and }");
  }

  @Test
  void textAfterTheObjectIsAFault() throws Exception {
    List<String> faults = Loading.faultsOfFile(json("{\"host\": \"ecu\"}\n{}"));
    assertThat(faults).singleElement().asString().contains("goes on after its last } (line 2, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"host\": \"ecu\"", "{\"host\": \"ecu", "{\"host\" \"ecu\"}"})
  void aCutFileIsAFault(String text) throws Exception {
    assertThat(Loading.faultsOfFile(json(text)))
        .singleElement()
        .asString()
        .contains(" is not valid JSON (line 1, column ");
  }

  private Settings settings(String text) throws Exception {
    return Loading.file(json(text));
  }

  private Path json(String text) throws Exception {
    return Loading.write(folder, "config.json", text);
  }
}
