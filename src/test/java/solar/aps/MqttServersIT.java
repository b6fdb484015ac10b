package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.servers.Mosquitto;

/** The latest reading with a real Mosquitto. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MqttServersIT {
  @TempDir Path folder;
  private Mosquitto broker;
  private MqttHouse mqtt;

  @BeforeEach
  void build() throws Exception {
    broker = new Mosquitto();
    broker.start();
    mqtt = new MqttHouse(folder);
  }

  @AfterEach
  void tearDown() throws Exception {
    mqtt.close();
    broker.close();
  }

  private String[] settings(String... more) {
    return MqttHouse.at(
        broker.url(),
        Stream.concat(
                Stream.of("mqtt.username", Mosquitto.USER, "mqtt.password", Mosquitto.PASSWORD),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Everything that is retained, by topic. */
  private Map<String, String> retained() {
    Mqtt3BlockingClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .simpleAuth()
            .username(Mosquitto.USER)
            .password(Mosquitto.PASSWORD.getBytes(UTF_8))
            .applySimpleAuth()
            .buildBlocking();
    client.connect();
    try (Mqtt3Publishes messages =
        client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter("#").qos(MqttQos.AT_LEAST_ONCE).send();
      // it comes behind all that is retained
      String last = "last/" + UUID.randomUUID();
      client.publishWith().topic(last).qos(MqttQos.AT_LEAST_ONCE).send();
      Map<String, String> all = new TreeMap<>();
      for (Mqtt3Publish next = messages.receive();
          !next.getTopic().toString().equals(last);
          next = messages.receive()) {
        all.put(next.getTopic().toString(), new String(next.getPayloadAsBytes(), UTF_8));
      }
      return all;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      client.disconnect();
    }
  }

  @Test
  void theLatestReadingAndTheDevicesStandAtTheBroker() throws Exception {
    assertThat(mqtt.house.once(settings()).exitCode()).isZero();

    assertThat(retained())
        .containsEntry("aps-solar/ecu/power", "120")
        .containsEntry("aps-solar/ecu/407000000001/A/power", "120")
        .containsKeys(
            "homeassistant/device/aps-solar_ecu/config",
            "homeassistant/device/aps_407000000001/config")
        .doesNotContainKey("aps-solar/ecu/407000000001/B/power");
  }

  @Test
  void afterAnOutageTheLatestStandsThere() throws Exception {
    try (House.Service service = mqtt.house.service(settings())) {
      service.poll();
      broker.kill();
      for (int poll = 0; poll < 288; poll++) {
        mqtt.house.clock.pass(Duration.ofMinutes(5));
        mqtt.house.shows(200 + poll);
        assertThat(service.poll().orElseThrow().failures()).isEmpty();
      }
      broker.restart();

      Waiting.untilTrue(() -> "487".equals(retained().get("aps-solar/ecu/power")));
    }

    assertThat(mqtt.house.letters()).isEmpty();
    assertThat(retained()).containsEntry("aps-solar/status", "offline");
  }

  @Test
  void aBrokerThatLostEverythingHasEverythingAgain() throws Exception {
    try (House.Service service = mqtt.house.service(settings())) {
      service.poll();
      broker.kill();
      broker.forget();
      broker.restart();

      Waiting.untilTrue(
          () ->
              retained()
                  .keySet()
                  .containsAll(
                      List.of("aps-solar/ecu/power", "homeassistant/device/aps-solar_ecu/config")));
    }
  }

  @Test
  void whoIsKilledIsOfflineByHisLastWill() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        ecu.source=page
        ecu.host=%s
        ecu.max-age=0
        time-zone=UTC
        mqtt.url=%s
        mqtt.username=%s
        """
            .formatted(mqtt.house.ecu.host(), broker.url(), Mosquitto.USER));
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("aps-solar.jar"));
    program.environment().put("MQTT_PASSWORD", Mosquitto.PASSWORD);
    Process running =
        program
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    try {
      Waiting.untilTrue(
          () -> !running.isAlive() || "120".equals(retained().get("aps-solar/ecu/power")));
      assertThat(running.isAlive()).as(Files.readString(folder.resolve("out"))).isTrue();
      assertThat(retained()).containsEntry("aps-solar/status", "online");
    } finally {
      running.destroyForcibly().waitFor();
    }

    Waiting.untilTrue(() -> "offline".equals(retained().get("aps-solar/status")));
    assertThat(folder.resolve("out")).content().doesNotContain(Mosquitto.PASSWORD);
  }

  @Test
  void aWrongPasswordIsNamedAndShownNowhere() throws Exception {
    String wrong = "wr0ng-secret";
    House.Run run = mqtt.house.once(settings("mqtt.password", wrong, "console.format", "text"));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("refuses the login").doesNotContain(wrong);
    assertThat(mqtt.house.check(settings("mqtt.password", wrong)).out())
        .contains("✗ MQTT: ")
        .contains("refuses the login. Check mqtt.username and mqtt.password")
        .doesNotContain(wrong);

    assertThat(mqtt.wholeLog()).doesNotContain(wrong);
    assertThat(mqtt.house.letters()).isEmpty();
  }
}
