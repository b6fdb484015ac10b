package solar.aps;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import solar.aps.Launcher.Run;

/** What a release is made of, besides the program. */
class ReleaseTest {
  private static final Path COMPOSE = Path.of("src/main/dist/compose.yaml");

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theSectionOfAVersionIsCutOutOfTheChanges() throws Exception {
    Run newest = changes(version());
    assertThat(newest.err()).isEmpty();
    assertThat(newest.exitCode()).isZero();
    assertThat(Files.readString(Path.of("CHANGES.md")))
        .startsWith("# Changes\n\n## " + version())
        .contains("\n\n" + newest.out().strip() + "\n\n## 0.1.0\n");

    assertThat(changes("0.1.0").out()).startsWith("The first version.").doesNotContain("## ");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aVersionWithoutASectionIsNoRelease() throws Exception {
    assertThat(changes("0.1"))
        .isEqualTo(
            new Run(
                1, "", "CHANGES.md has nothing under “## 0.1”. Write what a user gets with it\n"));
  }

  @Test
  void theComposeFileIsOneServiceAndWithoutTheSignsOfItsCommentsAllThatStandsBeside()
      throws IOException {
    String file = Files.readString(COMPOSE);
    assertThat(keys(map(file).get("services"))).isEqualTo(Set.of("aps-solar"));

    Map<?, ?> all = map(Pattern.compile("(?m)^#(?=  |configs:)").matcher(file).replaceAll(""));
    assertThat(keys(all.get("services")))
        .isEqualTo(Set.of("aps-solar", "mosquitto", "influxdb", "prometheus", "grafana"));
    assertThat(keys(all.get("volumes")))
        .isEqualTo(Set.of("state", "influxdb", "prometheus", "grafana"));
    assertThat(keys(all.get("configs")))
        .isEqualTo(Set.of("prometheus", "grafana-source", "grafana-dashboards"));
    for (Object config : ((Map<?, ?>) all.get("configs")).values()) {
      assertThat(map(((Map<?, ?>) config).get("content").toString())).isNotEmpty();
    }
  }

  @Test
  void theServicesBesideItGetWhatItSendsThem() throws IOException {
    String file = Files.readString(COMPOSE);
    Map<?, ?> services =
        (Map<?, ?>)
            map(Pattern.compile("(?m)^#(?=  |configs:)").matcher(file).replaceAll(""))
                .get("services");
    Map<?, ?> ours = environment(services, "aps-solar");
    Map<?, ?> influx = environment(services, "influxdb");

    assertThat(ours.get("INFLUXDB_ORG")).isEqualTo(influx.get("DOCKER_INFLUXDB_INIT_ORG"));
    assertThat(ours.get("INFLUXDB_BUCKET")).isEqualTo(influx.get("DOCKER_INFLUXDB_INIT_BUCKET"));
    assertThat(ours.get("INFLUXDB_TOKEN"))
        .isEqualTo(influx.get("DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"));
    assertThat(ours.get("MQTT_URL")).isEqualTo("mqtt://mosquitto");
    assertThat(file).contains("metrics_path: /observe/metrics", "targets: [\"aps-solar:9090\"]");
  }

  private Run changes(String version) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder("src/release/changes.sh", version)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = ApsSolar.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static Map<?, ?> map(String yaml) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static Set<String> keys(Object map) {
    return ((Map<?, ?>) map).keySet().stream().map(Object::toString).collect(toSet());
  }

  private static Map<?, ?> environment(Map<?, ?> services, String service) {
    return (Map<?, ?>) ((Map<?, ?>) services.get(service)).get("environment");
  }
}
