package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that had another name once. */
class EarlierNamesTest {
  @TempDir Path folder;

  private static Object value(Settings settings, String key) {
    return Loading.values(settings).get(key);
  }

  @ParameterizedTest
  @CsvSource({
    "a.properties, 'ecu.host=ecu\nmanagement.port=9191\nmanagement.host=::1'",
    "a.json, '{\"ecu.host\": \"ecu\", \"management.port\": 9191, \"management\": {\"host\": \"::1\"}}'",
    "b.json, '{\"host\": \"ecu\", \"management\": {\"port\": 9191}, \"web_host\": null, \"web\": {\"host\": \"::1\"}}'"
  })
  void theEarlierNameSetsTheSame(String name, String text) throws Exception {
    Settings settings = Loading.file(Loading.write(folder, name, text));

    assertThat(value(settings, "web.port")).isEqualTo(9191);
    assertThat(value(settings, "web.host")).isEqualTo("::1");
  }

  @Test
  void soDoesTheEarlierVariable() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu\nweb.port=9090");
    Settings settings =
        Loading.file(
            file,
            Map.of(
                "MANAGEMENT_PORT", "9191", "MANAGEMENT_ALLOWED_HOSTS", "a.lan", "WEB_HOST", " "));

    assertThat(value(settings, "web.port")).isEqualTo(9191);
    assertThat(value(settings, "web.host")).isEqualTo("127.0.0.1");
    assertThat(value(settings, "web.allowed-hosts")).isEqualTo(List.of("a.lan"));
  }

  @Test
  void aBlankVariableDoesNotHideTheEarlierOne() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu");

    assertThat(
            value(Loading.file(file, Map.of("WEB_PORT", " ", "MANAGEMENT_PORT", "1")), "web.port"))
        .isEqualTo(1);
  }

  @Test
  void bothInAFileAreAFault() throws Exception {
    Path file =
        Loading.write(folder, "a.properties", "ecu.host=ecu\nweb.port=1\nmanagement.port=2");

    assertThat(Loading.faultsOfFile(file))
        .containsExactly(
            file + ": web.port and management.port are the same setting; keep one of them");
  }

  @Test
  void bothVariablesAreAFaultWhereTheyDiffer() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu");

    assertThat(Loading.faultsOfFile(file, Map.of("WEB_PORT", "1", "MANAGEMENT_PORT", "2")))
        .containsExactly(
            "environment variables WEB_PORT and MANAGEMENT_PORT are the same setting and differ;"
                + " keep WEB_PORT only");
    assertThat(
            value(Loading.file(file, Map.of("WEB_PORT", "1", "MANAGEMENT_PORT", "1")), "web.port"))
        .isEqualTo(1);
  }

  @Test
  void aBadValueIsNamedAsItStandsThere() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu\nmanagement.port=no");

    assertThat(Loading.faultsOfFile(file))
        .containsExactly(
            file + ": management.port=no is not a port; write a whole number from 1 to 65535");
    assertThat(
            Loading.faultsOfFile(
                Loading.write(folder, "b.properties", "ecu.host=ecu"),
                Map.of("MANAGEMENT_PORT", "no")))
        .containsExactly(
            "environment variable MANAGEMENT_PORT: web.port=no is not a port; write a whole number"
                + " from 1 to 65535");
  }

  @Test
  void noEcuCanBeCalledByAnEarlierBeginning() {
    assertThat(Loading.fault("ecus", "roof,management")).contains("with which other keys begin");
  }
}
