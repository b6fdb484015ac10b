package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --mqtt-clean} takes away what is ours, and nothing else. */
class MqttCleanTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private MqttHouse here;
  private MqttBroker broker;

  @BeforeEach
  void build() throws Exception {
    here = new MqttHouse(folder);
    broker = MqttBroker.start();
  }

  @AfterEach
  void tearDown() {
    broker.close();
    here.close();
  }

  private int clean(String... lines) throws Exception {
    Path settings = folder.resolve("application.properties");
    Files.writeString(
        settings,
        "ecu.host=%s\ntime-zone=UTC\ndata.dir=%s\n%s\n"
            .formatted(
                here.house.ecu.host(),
                folder.resolve("data").toString().replace('\\', '/'),
                String.join("\n", lines)));
    return ApsSolar.run(
        new String[] {"--config", settings.toString(), "--mqtt-clean"},
        Map.of(),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everythingThatWasPublishedIsGoneAndSaidToBe() throws Exception {
    try (House.Service service = here.house.service(at(broker.url()))) {
      service.poll();
    }
    int retained = broker.retained().size();

    assertThat(clean("mqtt.url=" + broker.url())).isZero();

    assertThat(broker.retained()).isEmpty();
    assertThat(out())
        .contains(
            "removed from Home Assistant: APS Solar\n",
            "removed from Home Assistant: Inverter 407000000001\n",
            "removed %d topics of mqtt://127.0.0.1:%d in all".formatted(retained, broker.port));
  }

  @Test
  void whatOthersHaveStaysEvenBelowTheSameTopic() throws Exception {
    Map<String, String> others =
        Map.of(
            "home/kitchen/temperature", "21",
            "homeassistant/device/fridge/config", "{\"origin\":{\"name\":\"fridge\"}}",
            "homeassistant/device/barn_ecu/config",
                "{\"origin\":{\"name\":\"aps-solar\"},\"availability\":[{\"topic\":\"barn/status\"}]}",
            "homeassistant/device/broken/config", "{",
            "somewhere/else", "1");
    try (MqttBroker.Listener other = broker.listen()) {
      for (Map.Entry<String, String> message : others.entrySet()) {
        other.send(message.getKey(), message.getValue(), true);
      }
    }
    try (House.Service service = here.house.service(at(broker.url(), "mqtt.topic", "home"))) {
      service.poll();
    }

    assertThat(clean("mqtt.url=" + broker.url(), "mqtt.topic=home")).isZero();

    assertThat(broker.retained()).containsExactlyInAnyOrderEntriesOf(others);
  }

  @Test
  void whatIsNotRememberedAnyMoreIsFoundAtTheBroker() throws Exception {
    try (House.Service service =
        here.house.service(
            at(
                broker.url(),
                "ecus",
                "attic",
                "attic.ecu.host",
                here.house.ecu.host(),
                "ecu.host",
                "unused"))) {
      service.poll("attic");
    }
    Files.delete(folder.resolve("data/mqtt"));

    assertThat(clean("mqtt.url=" + broker.url())).isZero();

    assertThat(broker.retained()).isEmpty();
    assertThat(out()).contains("removed from Home Assistant: APS Solar attic\n");
  }

  @Test
  void afterwardsEverythingCanBeginAnew() throws Exception {
    try (House.Service service = here.house.service(at(broker.url()))) {
      service.poll();
    }
    clean("mqtt.url=" + broker.url());
    try (House.Service service = here.house.service(at(broker.url()))) {
      service.poll();

      assertThat(broker.retained())
          .containsEntry("aps-solar/ecu/power", "120")
          .containsKey("homeassistant/device/aps_407000000001/config");
    }
  }

  @Test
  void withoutABrokerInTheSettingsItSaysWhatToSet() throws Exception {
    assertThat(clean()).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("--mqtt-clean needs the broker to be cleaned; set mqtt.url\n");
  }

  @Test
  void aBrokerThatCannotBeReachedHasItsWords() throws Exception {
    try (Wire wire = new Wire(broker.port)) {
      wire.cut();

      assertThat(clean("mqtt.url=mqtt://127.0.0.1:" + wire.port)).isEqualTo(3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .startsWith("nothing accepts connections at 127.0.0.1:" + wire.port)
          .hasLineCount(1);
    }
  }
}
