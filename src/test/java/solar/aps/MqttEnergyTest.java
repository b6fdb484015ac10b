package solar.aps;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;
import static solar.aps.MqttHouse.values;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.PortFrames;
import solar.aps.demo.ecu.SimulatedEcuPort;

/** The energy that the energy dashboard sees: no fall, no 0, no leap. */
class MqttEnergyTest {
  @TempDir Path folder;
  private MqttHouse here;
  private MqttBroker broker;
  private SimulatedEcuPort port;

  @BeforeEach
  void build() throws Exception {
    here = new MqttHouse(folder);
    broker = MqttBroker.start();
    port = SimulatedEcuPort.start(here.house.clock);
    here.house.clock.pass(Duration.ofHours(-9));
  }

  @AfterEach
  void tearDown() {
    port.close();
    broker.close();
    here.close();
  }

  /** The ECU's counters, in 0.1 kWh and in 0.01 kWh. */
  private void counts(int lifetime, int today) {
    byte[] head = ("APS1100420001" + PortFrames.ECU_ID + "01").getBytes(US_ASCII);
    ByteBuffer frame = ByteBuffer.allocate(43);
    frame.put(head).putInt(lifetime).putInt(0).putInt(today).put("END\n".getBytes(US_ASCII));
    port.reply("0001", SimulatedEcuPort.Reply.of(frame.array()));
  }

  private House.Service service() throws Exception {
    return here.house.service(
        at(
            broker.url(),
            "ecu.source",
            "tcp",
            "ecu.tcp-port",
            Integer.toString(port.port()),
            "home-assistant.discovery",
            "no"));
  }

  private void delete(String file) throws Exception {
    Files.delete(folder.resolve("data").resolve(file));
  }

  @Test
  void theEnergyOfTheDayBeginsAtMidnightAndThatOfTheLifetimeGoesOn() throws Exception {
    try (House.Service service = service()) {
      counts(43_210, 0);
      service.poll();
      here.house.clock.pass(Duration.ofHours(8));
      counts(43_264, 543);
      service.poll();
      assertThat(values(broker))
          .containsEntry("energy_today", "5.43")
          .containsEntry("energy_total", "4326.4");

      here.house.clock.pass(Duration.ofHours(15));
      counts(43_264, 0);
      service.poll();
      assertThat(values(broker))
          .containsEntry("energy_today", "0")
          .containsEntry("energy_total", "4326.4");
    }
  }

  @Test
  void whatIsLeftOfYesterdayIsEmptiedAtMidnightEvenIfTheEcuIsNotRead() throws Exception {
    try (House.Service service = service()) {
      counts(43_210, 0);
      service.poll();
      assertThat(values(broker)).containsEntry("energy_today", "0");

      here.house.clock.pass(Duration.ofHours(23));
      service.tick("direct:mqtt-tick");

      Waiting.untilTrue(() -> !retained().contains("energy_today"));
      assertThat(values(broker)).containsEntry("energy_total", "4321");
    }
  }

  private String retained() {
    try {
      return values(broker).toString();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anEcuThatForgetsEverythingMovesNothing() throws Exception {
    try (House.Service service = service();
        MqttBroker.Listener listener = broker.listen()) {
      counts(43_210, 0);
      service.poll();
      counts(0, 0);
      service.poll();
      counts(12, 0);
      service.poll();

      assertThat(listener.caughtUp().at("aps-solar/ecu/energy_total"))
          .isNotEmpty()
          .containsOnly("4321");
    }
  }

  @Test
  void aMemoryOfTheMeterThatIsLostMovesNothing() throws Exception {
    counts(43_210, 0);
    try (House.Service service = service()) {
      service.poll();
    }
    delete("energy");
    counts(12, 0);
    try (House.Service service = service();
        MqttBroker.Listener listener = broker.listen()) {
      service.poll();

      assertThat(listener.caughtUp().at("aps-solar/ecu/energy_total"))
          .isNotEmpty()
          .containsOnly("4321");
    }
  }

  @Test
  void aDataFolderThatIsLostMovesNothingAsLongAsTheBrokerRemembers() throws Exception {
    counts(43_210, 0);
    try (House.Service service = service()) {
      service.poll();
    }
    delete("energy");
    delete("mqtt");
    counts(12, 0);
    try (House.Service service = service();
        MqttBroker.Listener listener = broker.listen()) {
      service.poll();
      service.poll();

      assertThat(listener.caughtUp().at("aps-solar/ecu/energy_total"))
          .isNotEmpty()
          .containsOnly("4321");
    }
  }

  @Test
  void anotherEcuInItsPlaceIsCountedOnFromThereAfterADay() throws Exception {
    counts(43_210, 0);
    try (House.Service service = service()) {
      service.poll();
    }
    delete("energy");
    try (House.Service service = service()) {
      counts(1_000, 0);
      service.poll();
      here.house.clock.pass(Duration.ofHours(25));
      counts(1_002, 0);
      service.poll();
      assertThat(values(broker)).containsEntry("energy_total", "4321");

      here.house.clock.pass(Duration.ofHours(1));
      counts(1_005, 0);
      service.poll();
      assertThat(values(broker)).containsEntry("energy_total", "4321.3");
    }
  }

  @Test
  void aLifetimeOfZeroIsNotPublished() throws Exception {
    counts(0, 0);
    try (House.Service service = service()) {
      service.poll();

      assertThat(values(broker)).containsKey("last_reading").doesNotContainKey("energy_total");
    }
  }
}
