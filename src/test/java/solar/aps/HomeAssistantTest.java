package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;
import static solar.aps.MqttHouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;

/** What Home Assistant is told of the devices, and when. */
class HomeAssistantTest extends MqttCases {
  private static final String ECU = "homeassistant/device/aps-solar_ecu/config";
  private static final String INVERTER_A = "homeassistant/device/aps_" + A + "/config";
  private static final String INVERTER_B = "homeassistant/device/aps_" + B + "/config";

  private JsonNode config(String topic) throws Exception {
    return new ObjectMapper().readTree(broker.retained().get(topic));
  }

  private List<String> components(String topic) throws Exception {
    List<String> ids = new ArrayList<>();
    config(topic).path("components").fieldNames().forEachRemaining(ids::add);
    return ids;
  }

  @Test
  void itsRulesAreKept() throws Exception {
    here.shows(row(A + "-A", 120), row(A + "-B", 80), row(B + "-A", null));
    house.ecu.answer(
        "/cgi-bin/home",
        Answer.page(
            "<table><tr><td>216000012345</td><td>1234.5 kWh</td><td>3.21 kWh</td></tr></table>"));
    try (MqttBroker.Listener listener = broker.listen();
        House.Service service = service("panels.expected-count", "3")) {
      service.poll();

      assertThat(HomeAssistantRules.broken(listener.caughtUp().messages)).isEmpty();
      assertThat(components(ECU))
          .contains("power", "energy_total", "panels_received", "panels_expected", "last_reading");
      assertThat(components(INVERTER_A))
          .containsExactly("online", "voltage", "frequency", "temperature", "power_A", "power_B");
    }
  }

  @Test
  void itsRulesAreKeptWithSeveralEcusAndASingleRun() throws Exception {
    try (SimulatedEcu barn = SimulatedEcu.start(house.clock);
        MqttBroker.Listener listener = broker.listen()) {
      barn.answer(MqttHouse.PAGE, Answer.page(House.PAGE.replace("4070", "4080")));
      house.once(
          at(
              broker.url(),
              "ecus",
              "roof,barn",
              "roof.ecu.host",
              house.ecu.host(),
              "barn.ecu.host",
              barn.host(),
              "poll.interval",
              "10m"));

      assertThat(HomeAssistantRules.broken(listener.caughtUp().messages)).isEmpty();
      JsonNode power = config(INVERTER_A).at("/components/power_A");
      assertThat(power.get("expire_after").intValue()).as("four polls").isEqualTo(2400);
      assertThat(config(INVERTER_A).at("/device/via_device").asText()).isEqualTo("aps-solar_roof");
      assertThat(config("homeassistant/device/aps-solar_barn/config").at("/device/name").asText())
          .isEqualTo("APS Solar barn");
    }
  }

  /** Whoever breaks a rule is found out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"device_class\":\"power\" | \"device_class\":\"energy\"",
        "\"unit_of_measurement\":\"W\" | \"unit_of_measurement\":\"kW\"",
        "\"unique_id\":\"aps_407000000001_voltage\" | \"unique_id\":\"aps_407000000001_frequency\"",
        "\"name\":\"Voltage\" | \"name\":\"Inverter 407000000001 Voltage\"",
        "ecu/407000000001/voltage | ecu/407000000001/volts",
        "\"via_device\":\"aps-solar_ecu\" | \"via_device\":\"aps-solar_attic\"",
        "\"origin\":{\"name\" | \"origin\":{\"title\"",
        "\"name\":\"Online\" | \"name\":\"Online\",\"expire_after\":1200",
        "\"name\":\"Voltage\" | \"name\":\"Voltage\",\"object_id\":\"volts\"",
      })
  void theRulesCatch(String right, String wrong) throws Exception {
    List<MqttBroker.Message> messages = new ArrayList<>();
    try (MqttBroker.Listener listener = broker.listen();
        House.Service service = service()) {
      service.poll();
      assertThat(HomeAssistantRules.broken(listener.caughtUp().messages)).isEmpty();
      for (MqttBroker.Message message : listener.messages) {
        messages.add(
            new MqttBroker.Message(message.topic(), message.payload().replace(right, wrong)));
      }
      assertThat(messages).isNotEqualTo(listener.messages);
    }

    assertThat(HomeAssistantRules.broken(messages)).isNotEmpty();
  }

  @Test
  void aPanelIsCalledByItsNameAndKnownAsBefore() throws Exception {
    here.shows(row(A + "-A", 120), row(A + "-B", 80), row(B, 60));
    Path roof =
        Files.writeString(
            folder.resolve("roof.csv"),
            "panel,name,row,column\n%1$s-A,A1,1,1\n%1$s-B,,1,2\n%2$s,Dormer,2,1\n".formatted(A, B));
    try (MqttBroker.Listener listener = broker.listen()) {
      try (House.Service service = service()) {
        service.poll();
      }
      JsonNode before = config(INVERTER_A).at("/components");
      try (House.Service service = service("panels.layout", roof.toString())) {
        service.poll();
      }
      JsonNode now = config(INVERTER_A).at("/components");

      assertThat(HomeAssistantRules.broken(listener.caughtUp().messages)).isEmpty();
      assertThat(now.get("power_A"))
          .as("all else is as it was")
          .isEqualTo(((ObjectNode) before.get("power_A")).put("name", "Power A1"));
      assertThat(now.get("power_B")).as("it has no name").isEqualTo(before.get("power_B"));
      assertThat(now.get("voltage")).isEqualTo(before.get("voltage"));
      assertThat(config(INVERTER_B).at("/components/power_1/name").asText())
          .as("its source names the inverter only")
          .isEqualTo("Power Dormer");
      assertThat(config(INVERTER_B).at("/components/voltage/name").asText()).isEqualTo("Voltage");
    }
  }

  @Test
  void aServiceLetsNothingExpireBecauseItSaysItself() throws Exception {
    try (House.Service service = service()) {
      service.poll();

      assertThat(broker.retained().get(ECU)).doesNotContain("expire_after");
      assertThat(config(ECU).at("/components/power/value_template").asText())
          .as("an empty text is unknown")
          .isEqualTo("{{ value | default(none, true) }}");
    }
  }

  @Test
  void aComponentIsThereOnceItsValueWasKnownAndStays() throws Exception {
    here.shows(row(A + "-A", 120), row(A + "-B", null));
    try (House.Service service = service();
        MqttBroker.Listener listener = broker.listen()) {
      service.poll();
      assertThat(components(INVERTER_A)).contains("power_A").doesNotContain("power_B");

      here.shows(row(A + "-A", null), row(A + "-B", 80));
      service.poll();
      service.poll();

      assertThat(components(INVERTER_A)).contains("power_A", "power_B");
      assertThat(listener.caughtUp().at(INVERTER_A))
          .as("sent when it is new, or changed")
          .hasSize(2);
      assertThat(listener.at(ECU)).hasSize(1);
    }
    try (House.Service service = service()) {
      here.shows(row(A + "-A", null), row(A + "-B", null));
      service.poll();

      assertThat(components(INVERTER_A)).contains("power_A", "power_B", "voltage");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterItsBirthMessageItIsToldEverythingAgainAndThenTheStates(boolean retained)
      throws Exception {
    try (House.Service service = service()) {
      service.poll();
      try (MqttBroker.Listener listener = broker.listen()) {
        listener.send("homeassistant/status", "online", retained);
        Waiting.untilTrue(
            () ->
                listener.at(ECU).size() == 2
                    && listener.at("aps-solar/ecu/" + A + "/A/power").size() == 2);

        List<String> topics =
            listener.messages.stream()
                .map(MqttBroker.Message::topic)
                .dropWhile(topic -> !topic.equals("homeassistant/status"))
                .toList();
        assertThat(topics.indexOf(ECU)).isLessThan(topics.indexOf(INVERTER_A));
        assertThat(topics.indexOf(INVERTER_A)).isLessThan(topics.indexOf("aps-solar/ecu/power"));
        assertThat(listener.caughtUp().messages)
            .as("what is empty is so still")
            .noneMatch(message -> message.payload().isEmpty());
      }
    }
  }

  @Test
  void anotherPrefixIsUsedForEverything() throws Exception {
    try (House.Service service = service("home-assistant.prefix", "ha/discovery")) {
      service.poll();
      try (MqttBroker.Listener listener = broker.listen()) {
        String config = "ha/discovery/device/aps-solar_ecu/config";
        listener.send("ha/discovery/status", "online", false);

        Waiting.untilTrue(() -> listener.at(config).size() == 2);
        assertThat(listener.at(ECU)).isEmpty();
      }
    }
  }

  @Test
  void itIsToldNothingIfThatIsSet() throws Exception {
    try (House.Service service = service("home-assistant.discovery", "false")) {
      service.poll();

      assertThat(broker.retained().keySet()).allMatch(topic -> topic.startsWith("aps-solar/"));
    }
  }

  @Test
  void theDevicesAreThereAgainAfterARestartBeforeThereIsAReading() throws Exception {
    try (House.Service service = service()) {
      service.poll();
    }
    try (MqttBroker empty = MqttBroker.start();
        House.Service service = house.service(at(empty.url()))) {
      service.tick("direct:mqtt-tick");

      Waiting.untilTrue(() -> retained(empty).containsKey(INVERTER_A));
      assertThat(empty.retained()).containsEntry("aps-solar/status", "online").containsKey(ECU);
    }
  }

  private static Map<String, String> retained(MqttBroker broker) {
    try {
      return broker.retained();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInverterThatIsMissingOnThirtyDaysIsRemovedWithItsTopics() throws Exception {
    here.shows(row(A + "-A", 120), row(B + "-A", 60));
    try (House.Service service = service()) {
      service.poll();
    }
    here.shows(row(A + "-A", 120));
    try (House.Service service = service()) {
      for (int day = 1; day < 30; day++) {
        house.clock.pass(Duration.ofDays(1));
        service.poll();
        service.poll();
      }
      assertThat(broker.retained()).containsKey(INVERTER_B);
    }
    try (House.Service service = service()) {
      house.clock.pass(Duration.ofDays(1));
      service.poll();

      assertThat(broker.retained().keySet())
          .contains(INVERTER_A, ECU)
          .noneMatch(topic -> topic.contains(B));
    }
  }

  @Test
  void neitherALongPauseNorALeapOfTheClockRemovesAnything() throws Exception {
    here.shows(row(A + "-A", 120), row(B + "-A", 60));
    try (House.Service service = service()) {
      service.poll();
      here.shows(row(A + "-A", 120));
      house.clock.pass(Duration.ofDays(1000));
      service.poll();

      assertThat(broker.retained()).containsKey(INVERTER_B);
    }
  }

  @Test
  void aDarkMonthInWhichNoInverterIsListedRemovesNothing() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      here.shows();
      for (int day = 0; day < 40; day++) {
        house.clock.pass(Duration.ofDays(1));
        service.poll();
      }

      assertThat(broker.retained()).containsKey(INVERTER_A);
    }
  }

  @Test
  void whatIsGoneWhileTheBrokerIsAwayIsRemovedWhenItComesBack() throws Exception {
    try (Wire wire = new Wire(broker.port)) {
      String[] keys = at("mqtt://127.0.0.1:" + wire.port);
      here.shows(row(A + "-A", 120), row(B + "-A", 60));
      try (House.Service service = house.service(keys)) {
        service.poll();
      }
      wire.cut();
      here.shows(row(A + "-A", 120));
      try (House.Service service = house.service(keys)) {
        for (int day = 0; day < 31; day++) {
          house.clock.pass(Duration.ofDays(1));
          service.poll();
        }
      }
      wire.mend(broker.port);
      try (House.Service service = house.service(keys)) {
        service.poll();

        assertThat(broker.retained().keySet())
            .contains(INVERTER_A)
            .noneMatch(topic -> topic.contains(B));
      }
    }
  }

  @Test
  void anEcuWithANewNameTakesItsInvertersAlong() throws Exception {
    try (House.Service service = service()) {
      service.poll();
    }
    try (House.Service service =
        service("ecus", "roof", "roof.ecu.host", house.ecu.host(), "ecu.host", "unused")) {
      service.poll("roof");

      assertThat(broker.retained().keySet())
          .contains("homeassistant/device/aps-solar_roof/config", "aps-solar/roof/" + A + "/online")
          .noneMatch(topic -> topic.startsWith("aps-solar/ecu/"))
          .doesNotContain(ECU);
      assertThat(config(INVERTER_A).at("/device/via_device").asText()).isEqualTo("aps-solar_roof");
    }
  }

  @Test
  void anInverterThatTwoEcusListBelongsToTheOneThatHearsIt() throws Exception {
    try (SimulatedEcu barn = SimulatedEcu.start(house.clock)) {
      barn.answer(MqttHouse.PAGE, Answer.page(House.PAGE.replace(" 120&nbsp;", "   &nbsp;")));
      try (House.Service service =
          service(
              "ecus",
              "roof,barn",
              "roof.ecu.host",
              house.ecu.host(),
              "barn.ecu.host",
              barn.host())) {
        service.poll("roof");
        service.poll("barn");
        assertThat(config(INVERTER_A).at("/device/via_device").asText())
            .isEqualTo("aps-solar_roof");
        assertThat(broker.retained()).containsEntry("aps-solar/roof/" + A + "/A/power", "120");

        barn.answer(MqttHouse.PAGE, Answer.page(House.PAGE));
        service.poll("barn");

        assertThat(config(INVERTER_A).at("/device/via_device").asText())
            .isEqualTo("aps-solar_barn");
        assertThat(broker.retained().keySet())
            .contains("aps-solar/barn/" + A + "/A/power")
            .noneMatch(topic -> topic.startsWith("aps-solar/roof/" + A));
      }
    }
  }
}
