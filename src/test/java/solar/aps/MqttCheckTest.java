package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --check} says of the broker. */
class MqttCheckTest {
  @TempDir Path folder;
  private MqttHouse here;
  private MqttBroker broker;

  @BeforeEach
  void build() throws Exception {
    here = new MqttHouse(folder);
    broker = MqttBroker.startWithLogin();
  }

  @AfterEach
  void tearDown() {
    broker.close();
    here.close();
  }

  private String[] login(String password, String... more) {
    return at(
        broker.url(),
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "mqtt.username", MqttBroker.USER, "mqtt.password", password),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aBrokerThatLetsUsInIsGoodAndNothingIsPublished() throws Exception {
    House.Run run = here.house.check(login(MqttBroker.PASSWORD));

    assertThat(run.out())
        .contains(
            "✓ MQTT: the broker at 127.0.0.1:%d lets us in; whether we may publish below aps-solar, it does not tell"
                .formatted(broker.port));
    assertThat(run.exitCode()).isZero();
    assertThat(broker.retained()).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aServiceThatRunsIsNotPushedOut() throws Exception {
    try (House.Service service = here.house.service(login(MqttBroker.PASSWORD))) {
      service.poll();
      here.house.check(login(MqttBroker.PASSWORD));
      service.poll();

      assertThat(broker.retained()).containsEntry("aps-solar/status", "online");
      assertThat(here.log()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsNamedAndNotShown() throws Exception {
    House.Run run = here.house.check(login("wrong-pa55word"));

    assertThat(run.out())
        .contains("✗ MQTT: the broker at 127.0.0.1:%d refuses the login".formatted(broker.port))
        .doesNotContain("wrong-pa55word");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void certificatesThatNobodyLooksAtAreAWarning() throws Exception {
    House.Run run = here.house.check(login(MqttBroker.PASSWORD, "mqtt.ca-file", "ca.pem"));

    assertThat(run.out()).contains("! mqtt.ca-file: mqtt.url has no TLS", "✓ MQTT: the broker");
    assertThat(run.exitCode()).isZero();
  }
}
