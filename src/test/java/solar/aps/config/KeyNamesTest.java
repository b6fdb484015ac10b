package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.ApsSolar;

class KeyNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ecu.hots, ecu.host",
    "poll.intervall, poll.interval",
    "timezone, time-zone",
    "pvoutput.system_id, pvoutput.system-id",
    "pvoutput.apikey, pvoutput.api-key",
    "Ecu.Host, ecu.host",
    "ECU_HOST, ecu.host",
    "PVOUTPUT_API_KEY, pvoutput.api-key",
    "host, ecu.host",
    "scale_missing, panels.scale-missing",
    "publish, pvoutput.publish",
    "pvoutput.send_temp_v5, pvoutput.send-temp"
  })
  void anUnknownKeyIsAFaultThatNamesTheNearOne(String written, String meant) {
    assertThat(Loading.fault(written, "x"))
        .isEqualTo("command line: unknown key %s; did you mean `%s`?".formatted(written, meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather.station", "weather", "camel", "x"})
  void anUnknownKeyFarFromAllOthersGetsNoSuggestion(String written) {
    assertThat(Loading.fault(written, "x"))
        .startsWith("command line: unknown key " + written)
        .doesNotContain("did you mean");
  }

  @Test
  void keysOfCamelAndOfSinksPassUntouched() throws Exception {
    Path file =
        Loading.write(
            folder,
            "some.properties",
            "ecu.host=ecu\ncamel.main.some_Option=\\ x \nsink.webhook.url=http://a/?b=c\nsink.e=\n");
    assertThat(Loading.file(file).camelProperties())
        .containsOnly(
            Map.entry("camel.main.some_Option", " x "),
            Map.entry("sink.webhook.url", "http://a/?b=c"),
            Map.entry("sink.e", ""));
  }

  @Test
  void theCommandLineSetsKeysOfSinksToo() throws Exception {
    Path file = Loading.write(folder, "some.properties", "ecu.host=ecu\nsink.a=1\nsink.b=2");
    assertThat(
            SettingsLoader.load(ApsSolar.keys(), Optional.of(file), Map.of(), Map.of("sink.b", "3"))
                .camelProperties())
        .containsOnly(Map.entry("sink.a", "1"), Map.entry("sink.b", "3"));
  }

  @Test
  void everyDeclaredKeyCanBeSet() {
    List<Object> declared =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("solar.aps")
                .stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Key.class))
                .map(field -> valueOf(field.reflect()))
                .toList();
    assertThat(declared).containsExactlyInAnyOrderElementsOf(ApsSolar.keys());
  }

  private static Object valueOf(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
