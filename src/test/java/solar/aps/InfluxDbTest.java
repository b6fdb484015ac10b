package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.sink.influxdb.FakeInflux;

/** What a run of the program writes to InfluxDB, and what it shows of it. */
class InfluxDbTest {
  private static final String PASSWORD = "pa55w0rd";
  private static final String RIGHT = "Basic YXBzOnBhNTV3MHJk";

  @TempDir Path folder;
  private House house;
  private FakeInflux influx;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    influx = new FakeInflux();
  }

  @AfterEach
  void tearDown() {
    influx.close();
    house.close();
  }

  @Test
  void aPollIsWrittenWithItsOwnTime() throws Exception {
    influx.wants(RIGHT);

    assertThat(house.once(keys()).exitCode()).isZero();
    assertThat(influx.points())
        .containsEntry("aps_system,ecu=ecu power 1749978616", "120.0")
        .containsEntry("aps_inverter,ecu=ecu,inverter=407000000001 voltage 1749978616", "234.0")
        .containsEntry(
            "aps_channel,channel=A,ecu=ecu,inverter=407000000001 power 1749978616", "120.0")
        .doesNotContainKey("aps_channel,channel=B,ecu=ecu,inverter=407000000001 power 1749978616");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aDryRunWritesNothingAndShowsTheLinesWithoutThePassword() throws Exception {
    House.Run run = house.dryRun(keys());

    assertThat(run.out())
        .contains("influxdb would send:\nPOST " + influx.url() + "/write?db=aps&precision=s\n")
        .contains("\nAuthorization: ****\n")
        .contains(
            "\naps_system,ecu=ecu power=120.0,estimated=false,panels_received=1i 1749978616\n")
        .doesNotContain(PASSWORD, RIGHT);
    assertThat(influx.requests()).isEmpty();
  }

  @Test
  void aCheckEndsWith3WhereThePasswordIsWrongAndDoesNotShowIt() {
    influx.wants("Basic cmlnaHQ6cmlnaHQ=");

    House.Run run = house.check(keys());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains("✗ influxdb.url: InfluxDB refuses the settings (HTTP 401 authorization failed); ")
        .doesNotContain(PASSWORD, RIGHT);
    assertThat(influx.points()).isEmpty();
  }

  @Test
  void aPasswordThatIsWrongIsLeftInNoFile() throws Exception {
    influx.wants("Basic cmlnaHQ6cmlnaHQ=");

    House.Run run = house.once(keys());

    assertThat(influx.requests()).isNotEmpty();
    assertThat(run.out()).doesNotContain(PASSWORD, RIGHT);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(PASSWORD, RIGHT);
      }
    }
  }

  private String[] keys() {
    return List.of(
            "influxdb.url",
            influx.url(),
            "influxdb.database",
            "aps",
            "influxdb.username",
            "aps",
            "influxdb.password",
            PASSWORD)
        .toArray(String[]::new);
  }
}
