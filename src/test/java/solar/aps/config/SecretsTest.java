package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.ApsSolar;
import solar.aps.sink.pvoutput.PvOutputSettings;

class SecretsTest {
  private static final String KEY = "5ec4e75ec4e75ec4e75ec4e75ec4e75ec4e75ec4";

  @TempDir Path folder;

  @Test
  void theKeyIsInNoTextOfTheSettings() throws Exception {
    Settings settings =
        Loading.file(
            Loading.write(
                folder,
                "a.properties",
                "ecu.host=ecu\npvoutput.api-key=" + KEY + "\nsink.token=" + KEY));
    assertThat(PvOutputSettings.of(settings).apiKey().value()).isEqualTo(KEY);
    assertThat(settings.toString()).contains("****").doesNotContain("5ec4e7");
    assertThat(settings.toString()).contains("sink.token").doesNotContain("5ec4e7");
    assertThat(new Entry("a.properties", "pvoutput.api-key", KEY).toString())
        .doesNotContain("5ec4e7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pvoutput.api-key=" + KEY + " x",
        "pvoutput.api-key=\"" + KEY + "\"",
        "pvoutput.api-key=" + KEY + "\\u0000",
        "pvoutput.api-key=5ec4e7\\ \\u00fc",
        "pvoutput.apikey=" + KEY,
        "pvoutput.api-key=\n" + KEY,
        "pvoutput.api-key=" + KEY + "\npvoutput.api-key=" + KEY + "2",
        "pvoutput.api-key=" + KEY + "\nsinks.dir=\\users",
        "pvoutput.system-id=" + KEY,
        "pvoutput.url=https://" + KEY + "@pvoutput.org",
        "pvoutput.url=https://me:5ec4e7@pvoutput.org",
        "ecu.host=http://me:5ec4e7@ecu/",
        "console.format=" + KEY
      })
  void theKeyIsInNoFaultOfAPropertiesFile(String line) throws Exception {
    assertHidden(Loading.write(folder, "a.properties", "pvoutput.publish=yes\n" + line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"api_key\": " + KEY,
        "\"api_key\": \"" + KEY,
        "\"api_key\": '" + KEY + "'",
        "\"api_key\" \"" + KEY + "\"",
        "\"api_key\": \"" + KEY + "\\x\"",
        "\"api_key\": x" + KEY,
        "\"api_key\": [\"" + KEY + "\"]",
        "\"api_key\": {\"" + KEY + "\": 1}",
        "\"api_key\": \"" + KEY + " \\n x\"",
        "\"api_key\": \"" + KEY + "\", \"api-key\": \"" + KEY + "\"",
        KEY + ": 1"
      })
  void theKeyIsInNoFaultOfAJsonFile(String member) throws Exception {
    assertHidden(
        Loading.write(folder, "a.json", "{\"host\": \"ecu\", \"pvoutput\": {" + member + "}}"));
  }

  @Test
  void theKeyIsInNoFaultOfTheEnvironment() {
    Throwable problem =
        catchThrowable(
            () ->
                SettingsLoader.load(
                    ApsSolar.keys(),
                    Optional.empty(),
                    Map.of("ECU_HOST", "ecu", "PVOUTPUT_API_KEY", KEY + " " + KEY),
                    Map.of()));
    assertThat(problem)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "environment variable PVOUTPUT_API_KEY: pvoutput.api-key (not shown) has spaces")
        .hasMessageNotContaining("5ec4e7");
  }

  private static void assertHidden(Path file) {
    Throwable problem = catchThrowable(() -> Loading.file(file));
    assertThat(problem).isInstanceOf(SettingsException.class);
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace, true));
    assertThat(trace.toString()).doesNotContain("5ec4e7");
  }
}
