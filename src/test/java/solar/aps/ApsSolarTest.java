package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line. */
class ApsSolarTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void allFaultsOfTheSettingsAreToldAtOnceAndOneALine() throws Exception {
    Path file = folder.resolve("aps.properties");
    Files.writeString(file, "ecu.hots=1.2.3.4\npoll.interval=10s\npvoutput.publish=yes\n");

    assertThat(run("--config", file.toString(), "--once")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(5)
        .anyMatch(line -> line.contains("ecu.hots") && line.contains("did you mean `ecu.host`?"))
        .anyMatch(line -> line.contains("poll.interval=10s"))
        .anyMatch(line -> line.contains("ecu.host is not set"))
        .anyMatch(line -> line.contains("pvoutput.api-key is not set"))
        .anyMatch(line -> line.contains("pvoutput.system-id is not set"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("nowhere.properties");

    assertThat(run("--config", file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith(file + " does not exist").hasLineCount(1);
  }

  @Test
  void anOptionThatIsNotKnownIsNamed() {
    assertThat(run("--onec")).isEqualTo(1);
    assertThat(err.toString()).contains("--onec").contains("--help").hasLineCount(1);
  }

  @Test
  void helpNamesEveryOptionAndExitCode() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--config", "--once", "--json", "--check", "--dry-run", "--demo", "--version", "--help")
        .contains("0 done, 1 settings, 2 ECU not read, 3 a sink failed, 4 PVOutput failed");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("aps-solar \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void theConfigJsonOfThePythonToolIsTakenAsItIs() throws Exception {
    try (House house = new House(folder)) {
      Path file = folder.resolve("config.json");
      Files.writeString(
          file,
          """
          {
            "host": "%s",
            // the old tool's comments stay
            "scale_missing": "yes",
            "expected_count": 10,
            "pvoutput": {"publish": false, "send_freq_key": "v11"}
          }
          """
              .formatted(house.ecu.host()));

      assertThat(run("--config", file.toString(), "--once", "--json")).isZero();
      assertThat(out.toString()).startsWith("{\n  \"source\": \"http://" + house.ecu.host());
      assertThat(out.toString()).contains("\"expected_count\": 10,").endsWith("\n}\n");
    }
  }

  @Test
  void withoutAFileTheEnvironmentIsEnough() throws Exception {
    try (House house = new House(folder)) {
      Map<String, String> environment =
          Map.of("ECU_HOST", house.ecu.host(), "CONSOLE_FORMAT", "none", "TIME_ZONE", "Asia/Tokyo");

      assertThat(run(environment, "--once")).isZero();
      assertThat(out.toString()).isEmpty();
      assertThat(house.ecu.requests())
          .containsExactly("GET /cgi-bin/parameters", "GET /cgi-bin/home");
    }
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return ApsSolar.run(
        arguments,
        environment,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
