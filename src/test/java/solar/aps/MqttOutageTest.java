package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;
import static solar.aps.MqttHouse.report;
import static solar.aps.MqttHouse.values;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;
import solar.aps.flow.CycleOutcome;
import solar.aps.sink.SinkReport;
import solar.aps.sink.SinkReport.Fate;

/** What happens while the broker is away, does not let us in, or has forgotten everything. */
class MqttOutageTest {
  @TempDir Path folder;
  private MqttHouse here;
  private House house;
  private MqttBroker broker;
  private Wire wire;

  @BeforeEach
  void build() throws Exception {
    here = new MqttHouse(folder);
    house = here.house;
    broker = MqttBroker.start();
    wire = new Wire(broker.port);
  }

  @AfterEach
  void tearDown() throws Exception {
    wire.close();
    broker.close();
    here.close();
  }

  private House.Service service(String... more) throws Exception {
    return house.service(at("mqtt://127.0.0.1:" + wire.port, more));
  }

  @Test
  void aBrokerThatIsAwayAtTheStartIsFoundWhenItComes() throws Exception {
    wire.cut();
    try (House.Service service = service()) {
      service.tick("direct:mqtt-tick");
      CycleOutcome outcome = service.poll().orElseThrow();

      assertThat(report(outcome).fate()).isEqualTo(Fate.WAITING);
      assertThat(report(outcome).level()).isEqualTo(Level.WARN);
      assertThat(report(outcome).note())
          .isEqualTo(
              "not published by MQTT (nothing accepts connections at 127.0.0.1:%d. Check mqtt.url, that the broker runs, and that it listens to other machines than its own)"
                  .formatted(wire.port));
      assertThat(outcome.failures()).isEmpty();
      assertThat(house.letters()).isEmpty();

      wire.mend(broker.port);

      // without another poll
      Waiting.untilTrue(() -> stands("power", "120"));
      assertThat(broker.retained()).containsEntry("aps-solar/status", "online");
    }
  }

  private boolean stands(String topic, String value) {
    try {
      return value.equals(values(broker).get(topic));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBrokerThatLostEverythingGetsTheLatestOfEverythingAndNothingOlder() throws Exception {
    try (House.Service service = service();
        MqttBroker another = MqttBroker.start()) {
      service.poll();
      wire.cut();
      for (int watts = 130; watts <= 150; watts += 10) {
        house.shows(watts);
        assertThat(report(service.poll().orElseThrow()).fate()).isEqualTo(Fate.WAITING);
      }
      try (MqttBroker.Listener listener = another.listen()) {
        wire.mend(another.port);
        listener.await(message -> message.topic().endsWith("/A/power"));

        assertThat(listener.caughtUp().at("aps-solar/status")).containsExactly("online");
        assertThat(listener.at("aps-solar/ecu/power")).containsExactly("150");
        assertThat(another.retained())
            .containsKeys(
                "homeassistant/device/aps-solar_ecu/config",
                "homeassistant/device/aps_407000000001/config");
        assertThat(report(service.poll().orElseThrow())).isNull();
      }
    }
  }

  @Test
  void anOutageIsLoggedOnceAndItsEndOnce() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      wire.cut();
      Waiting.untilTrue(() -> !here.log().isEmpty());
      service.poll();
      service.tick("direct:mqtt-tick");
      service.poll();
      wire.mend(broker.port);
      Waiting.untilTrue(() -> here.log().size() > 1);

      assertThat(here.log()).hasSize(2);
      assertThat(here.log().get(0))
          .contains("WARN mqtt: the broker at 127.0.0.1:" + wire.port + " closed the connection")
          .contains("Nothing is published until it is mended");
      assertThat(here.log().get(1)).contains("INFO mqtt: connected again");
    }
  }

  @Test
  void aBrokerThatNeverAnswersHoldsAPollUpForAFewSecondsOnly() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      try (House.Service service = house.service(at("mqtt://127.0.0.1:" + mute.getLocalPort()))) {
        CycleOutcome outcome = service.poll().orElseThrow();

        assertThat(outcome.failures()).as("it does not hang").isEmpty();
        assertThat(report(outcome).note()).contains("has not confirmed it within 3 s");
      }
    }
  }

  @Test
  void aSingleRunWithoutABrokerSaysWhyInOneLine() throws Exception {
    wire.cut();

    House.Run run = house.once("mqtt.url", "mqtt://127.0.0.1:" + wire.port, "ecu.max-age", "0");

    assertThat(run.out()).contains("not published by MQTT (nothing accepts connections");
    assertThat(here.wholeLog().lines())
        .hasSize(1)
        .allMatch(
            line -> line.contains("WARN 1 of 2 panels, 120 W; taken by console; not publish"));
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void whatIsRefusedIsToldInItsOwnWords() throws Exception {
    try (MqttBroker guarded = MqttBroker.startWithLogin()) {
      assertThat(refusal(guarded.url()))
          .isEqualTo(
              "the broker at 127.0.0.1:%d wants a login. Set mqtt.username and mqtt.password"
                  .formatted(guarded.port));
      assertThat(refusal(guarded.url(), "mqtt.username", "solar", "mqtt.password", "guess-1234"))
          .isEqualTo(
              "the broker at 127.0.0.1:%d refuses the login. Check mqtt.username and mqtt.password, and that this user may connect"
                  .formatted(guarded.port));
      assertThat(refusal("mqtt://no-such-broker.invalid"))
          .isEqualTo(
              "the broker's name no-such-broker.invalid is not known on this network. Check mqtt.url");
      assertThat(here.wholeLog()).doesNotContain("guess-1234");
    }
  }

  @Test
  void theRightPasswordLetsUsIn() throws Exception {
    try (MqttBroker guarded = MqttBroker.startWithLogin();
        House.Service service =
            house.service(
                at(
                    guarded.url(),
                    "mqtt.username",
                    MqttBroker.USER,
                    "mqtt.password",
                    MqttBroker.PASSWORD))) {
      assertThat(report(service.poll().orElseThrow())).isNull();
      assertThat(guarded.retained()).containsEntry("aps-solar/ecu/power", "120");
    }
    assertThat(here.wholeLog()).doesNotContain(MqttBroker.PASSWORD);
  }

  private String refusal(String url, String... more) throws Exception {
    try (House.Service service = house.service(at(url, more))) {
      SinkReport report = report(service.poll().orElseThrow());
      return report.note().replaceFirst("not published by MQTT \\((.*)\\)", "$1");
    }
  }

  @Test
  void twoProgramsWithOneClientIdAreToldSo() throws Exception {
    String[] same = at(broker.url(), "mqtt.client-id", "the-same");
    try (House.Service first = house.service(same);
        House.Service second = house.service(same)) {
      first.poll();
      second.poll();
      Waiting.untilTrue(
          () -> here.log().stream().anyMatch(line -> line.contains("the client id the-same")));
    }
  }

  @Test
  void aClientIdIsKeptAndNobodyElseHasIt() throws Exception {
    try (House.Service service = service()) {
      service.poll();
    }
    String word = word(folder);
    try (House.Service again = service();
        House other = new House(folder.resolve("other"));
        House.Service elsewhere =
            other.service(at(broker.url(), "mqtt.topic", "other", "panels.health", "no"))) {
      other.shows(99);
      again.poll();
      elsewhere.poll();

      assertThat(word(folder)).isEqualTo(word).startsWith("word ");
      assertThat(word(other.folder)).startsWith("word ").isNotEqualTo(word);
      assertThat(here.log()).as("nobody pushes anybody out").isEmpty();
    }
  }

  @Test
  void aReadingOfSomeTimeAgoIsNotPublishedAgain() throws Exception {
    Path letter =
        Files.writeString(
            folder.resolve("letter.json"),
            "{\"what\":\"mqtt\",\"body\":{\"timestamp\":\"2025-06-15T10:00:00\",\"panels\":{}}}");

    assertThat(house.replay(letter, at(broker.url())))
        .contains("mqtt: 1 letter dropped, because only the latest reading is published");
    assertThat(broker.retained()).isEmpty();
  }

  private static String word(Path folder) throws Exception {
    return Files.readAllLines(folder.resolve("data/mqtt")).get(0);
  }
}
