package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;
import static solar.aps.MqttHouse.row;
import static solar.aps.MqttHouse.values;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;
import solar.aps.generation.GenerationSummary;

/** What stands at the broker after a poll. */
class MqttTest extends MqttCases {

  @Test
  void everyValueThatIsKnownIsRetainedAsPlainText() throws Exception {
    try (House.Service service = service("home-assistant.discovery", "no")) {
      assertThat(service.poll().orElseThrow().toString()).contains("taken by mqtt");

      assertThat(broker.retained())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "aps-solar/status", "online",
                  "aps-solar/ecu/power", "120",
                  "aps-solar/ecu/panels_received", "1",
                  "aps-solar/ecu/last_reading", "2025-06-15T11:10:16+02:00",
                  "aps-solar/ecu/407000000001/online", "ON",
                  "aps-solar/ecu/407000000001/voltage", "234",
                  "aps-solar/ecu/407000000001/frequency", "50.1",
                  "aps-solar/ecu/407000000001/temperature", "50",
                  "aps-solar/ecu/407000000001/A/power", "120"));
    }
  }

  @Test
  void theTopicsBeginWithWhatIsSetAndNameTheEcu() throws Exception {
    try (SimulatedEcu barn = SimulatedEcu.start(house.clock)) {
      barn.answer(MqttHouse.PAGE, Answer.page(House.PAGE.replace(" 120&", " 55&")));
      try (House.Service service =
          service(
              "ecus", "roof,barn",
              "roof.ecu.host", house.ecu.host(),
              "barn.ecu.host", barn.host(),
              "roof.panels.expected-count", "2",
              "barn.time-zone", "UTC",
              "mqtt.topic", "home/solar")) {
        service.poll("roof");
        service.poll("barn");

        assertThat(broker.retained())
            .containsEntry("home/solar/status", "online")
            .containsEntry("home/solar/roof/power", "120")
            .containsEntry("home/solar/roof/panels_expected", "2")
            .containsEntry("home/solar/barn/power", "55")
            .containsEntry("home/solar/barn/last_reading", "2025-06-15T09:10:16+00:00")
            .doesNotContainKey("home/solar/barn/panels_expected");
      }
    }
  }

  @Test
  void aPanelThatFallsSilentHasNoPowerAndNotZero() throws Exception {
    here.shows(row(A + "-A", 120), row(A + "-B", 80), row(B + "-A", 60));
    try (House.Service service = service();
        MqttBroker.Listener listener = broker.listen()) {
      service.poll();
      here.shows(row(A + "-A", 110), row(A + "-B", null), row(B + "-A", null));
      service.poll();
      service.poll();

      assertThat(values(broker))
          .containsEntry("power", "110")
          .containsEntry(A + "/online", "ON")
          .containsEntry(A + "/A/power", "110")
          .containsEntry(B + "/online", "OFF")
          .doesNotContainKeys(
              A + "/B/power", B + "/A/power", B + "/voltage", B + "/frequency", B + "/temperature");
      assertThat(listener.caughtUp().at("aps-solar/ecu/" + A + "/B/power"))
          .as("emptied once, not at every poll")
          .containsExactly("80", "");
    }
  }

  @Test
  void atNightTheSystemHasNoPowerEitherAndTheReadingGoesOn() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(Duration.ofHours(12));
      here.shows(row(A + "-A", null), row(A + "-B", null));
      service.poll();

      assertThat(values(broker))
          .containsEntry("panels_received", "0")
          .containsEntry("last_reading", "2025-06-15T23:10:16+02:00")
          .containsEntry(A + "/online", "OFF")
          .doesNotContainKeys("power", A + "/A/power");
    }
  }

  @Test
  void anInverterThatIsNotListedAnyMoreIsOffline() throws Exception {
    here.shows(row(A + "-A", 120), row(B + "-A", 60));
    try (House.Service service = service()) {
      service.poll();
      here.shows(row(A + "-A", 120));
      service.poll();

      assertThat(values(broker))
          .containsEntry(A + "/A/power", "120")
          .containsEntry(B + "/online", "OFF")
          .doesNotContainKeys(B + "/A/power", B + "/voltage");
    }
  }

  @Test
  void whatFellSilentWhileTheProgramWasAwayIsEmptiedAtTheNextReading() throws Exception {
    here.shows(row(A + "-A", 120), row(B + "-A", 60));
    try (House.Service service = service()) {
      service.poll();
    }
    here.shows(row(A + "-A", null));
    try (House.Service service = service()) {
      service.poll();

      assertThat(values(broker))
          .containsEntry(A + "/online", "OFF")
          .containsEntry(B + "/online", "OFF")
          .doesNotContainKeys("power", A + "/A/power", B + "/A/power");
    }
  }

  @Test
  void liveValuesOfAnEcuThatIsNotReadAnyMoreAreEmptiedAfterTwentyMinutes() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(Duration.ofMinutes(20));
      service.tick("direct:mqtt-tick");
      assertThat(values(broker)).containsEntry("power", "120");

      house.clock.pass(Duration.ofSeconds(1));
      service.tick("direct:mqtt-tick");

      Waiting.untilTrue(() -> retained().size() == 2);
      assertThat(broker.retained())
          .containsEntry("aps-solar/status", "online")
          .containsEntry("aps-solar/ecu/last_reading", "2025-06-15T11:10:16+02:00");
    }
  }

  private Map<String, String> retained() {
    try {
      Map<String, String> all = broker.retained();
      all.keySet().removeIf(topic -> topic.startsWith("homeassistant/"));
      return all;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoEndsSaysSo() throws Exception {
    try (House.Service service = service()) {
      service.poll();
    }

    assertThat(broker.retained())
        .containsEntry("aps-solar/status", "offline")
        .containsEntry("aps-solar/ecu/power", "120");
  }

  @Test
  void whoseConnectionBreaksOffIsOfflineByTheLastWill() throws Exception {
    try (Wire wire = new Wire(broker.port);
        House.Service service = house.service(at("mqtt://127.0.0.1:" + wire.port));
        MqttBroker.Listener listener = broker.listen()) {
      service.poll();
      wire.cut();

      listener.await(
          message ->
              message.topic().equals("aps-solar/status") && message.payload().equals("offline"));
    }
  }

  @Test
  void aSingleRunLeavesItsDevicesAvailable() throws Exception {
    House.Run run = house.once(at(broker.url()));

    assertThat(run.exitCode()).isZero();
    assertThat(broker.retained())
        .containsEntry("aps-solar/status", "online")
        .containsEntry("aps-solar/ecu/power", "120")
        .containsKey("homeassistant/device/aps-solar_ecu/config");
    assertThat(here.wholeLog()).doesNotContain("WARN");
  }

  @Test
  void aDryRunShowsTheTopicsAndTheirValuesAndSendsNothing() throws Exception {
    House.Run run = house.dryRun(at(broker.url(), "home-assistant.discovery", "no"));

    assertThat(run.out())
        .contains(
            """
            mqtt would publish to mqtt://127.0.0.1:%d, retained:
            aps-solar/status online
            aps-solar/ecu/power 120
            aps-solar/ecu/energy_today (emptied)
            aps-solar/ecu/panels_received 1
            aps-solar/ecu/panels_expected (emptied)
            aps-solar/ecu/last_reading 2025-06-15T11:10:16+02:00
            aps-solar/ecu/407000000001/online ON
            aps-solar/ecu/407000000001/voltage 234
            aps-solar/ecu/407000000001/frequency 50.1
            aps-solar/ecu/407000000001/temperature 50
            aps-solar/ecu/407000000001/A/power 120
            aps-solar/ecu/407000000001/B/power (emptied)
            """
                .formatted(broker.port));
    assertThat(broker.retained()).isEmpty();
    assertThat(folder.resolve("data/mqtt")).doesNotExist();
  }

  @Test
  void whatADryRunShowsIsWhatASingleRunSends() throws Exception {
    String shown = house.dryRun(at(broker.url())).out();
    house.once(at(broker.url()));

    assertThat(broker.retained()).hasSizeGreaterThan(5);
    broker
        .retained()
        .forEach((topic, payload) -> assertThat(shown.lines()).contains(topic + " " + payload));
  }

  @Test
  void afterARestartWithAnEcuThatIsGoneNothingOldIsLeftAsIfItWereNow() throws Exception {
    try (House.Service service = service()) {
      service.poll();
    }
    house.clock.pass(Duration.ofHours(36));
    house.ecu.answer(MqttHouse.PAGE, Answer.status(500, ""));
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(Duration.ofMinutes(21));
      service.tick("direct:mqtt-tick");

      Waiting.untilTrue(() -> !retained().containsKey("aps-solar/ecu/407000000001/A/power"));
      assertThat(values(broker))
          .doesNotContainKeys("power", "407000000001/voltage", "407000000001/online")
          .containsKey("last_reading");
    }
  }

  @Test
  void aReadingThatIsHandedOverLateChangesNothing() throws Exception {
    try (House.Service service = service()) {
      GenerationSummary now = service.poll().orElseThrow().summary();
      house.clock.pass(Duration.ofMinutes(5));
      house.shows(200);
      service.poll();
      service.handOver(now);

      assertThat(values(broker)).containsEntry("power", "200");
    }
  }

  @Test
  void anotherProcessThatEndsTakesThisOneNotOffline() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      boolean isBack = false;
      try (MqttBroker.Listener other = broker.listen()) {
        // this broker may keep the answer before what it answers: then another process ends
        for (int ends = 0; ends < 5 && !isBack; ends++) {
          other.send("aps-solar/status", "offline", true);
          isBack = statusComesBack();
        }
      }
      assertThat(isBack).isTrue();
    }
    assertThat(broker.retained()).containsEntry("aps-solar/status", "offline");
  }

  private boolean statusComesBack() {
    for (int looks = 0; looks < 200; looks++) {
      if ("online".equals(retained().get("aps-solar/status"))) {
        return true;
      }
    }
    return false;
  }
}
