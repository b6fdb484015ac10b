package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not set costs a run of every day nothing. */
class IdleTest {
  private static final String MQTT = ".* (com\\.hivemq|io\\.netty|io\\.reactivex|dagger)\\..*";

  /** What only some settings or options need. */
  private static final String OTHERS =
      ".* (picocli|com\\.fasterxml\\.jackson\\.databind\\.(ser|deser)|io\\.prometheus|com\\.sun\\.net\\.httpserver"
          + "|solar\\.aps\\.(watch|web|metrics)"
          + "|org\\.apache\\.camel\\.(dsl\\.yaml|component\\.jdbc))\\..*";

  private static final List<String> SINKS =
      List.of("mqtt.Publisher", "influxdb.LineProtocol", "pvoutput.Publisher");

  @TempDir Path folder;

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void whatIsNotSetIsNotLoaded() throws Exception {
    try (House house = new House(folder)) {
      house.shows(120);

      List<String> classes = classesOfARun(house, "");
      assertThat(classes)
          .anyMatch(line -> line.contains(" solar.aps.sink.mqtt.MqttSink "))
          .noneMatch(line -> line.matches(MQTT))
          .noneMatch(line -> line.matches(OTHERS))
          .noneMatch(line -> line.contains(" solar.aps.outbox.Forwarder "))
          .noneMatch(line -> line.contains(" solar.aps.layout.LayoutFile "))
          .noneMatch(
              line -> SINKS.stream().anyMatch(n -> line.contains(" solar.aps.sink." + n + " ")));
      // and it would be seen
      assertThat(classesOfARun(house, "mqtt.url=mqtt://127.0.0.1:1"))
          .anyMatch(line -> line.matches(MQTT));
    }
  }

  private List<String> classesOfARun(House house, String lines) throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        "ecu.source=page\necu.host=%s\ntime-zone=UTC\n%s\n".formatted(house.ecu.host(), lines));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=classes",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ApsSolar.class.getName(),
                "--once")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    program.waitFor();
    return Files.readAllLines(folder.resolve("classes"));
  }
}
