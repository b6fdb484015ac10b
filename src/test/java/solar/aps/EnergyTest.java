package solar.aps;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.PortFrames;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;

/** What the counters of energy show goes into the JSON where it is known and believed. */
class EnergyTest {
  @TempDir Path folder;
  private House house;
  private SimulatedEcuPort port;

  @BeforeEach
  void build() throws Exception {
    house = new House(folder);
    port = SimulatedEcuPort.start(house.clock);
  }

  @AfterEach
  void tearDown() {
    port.close();
    house.close();
  }

  /** The ECU's counters, in 0.1 kWh and in 0.01 kWh. */
  private void counts(int lifetime, int today) {
    byte[] head = ("APS1100420001" + PortFrames.ECU_ID + "01").getBytes(US_ASCII);
    ByteBuffer frame = ByteBuffer.allocate(43);
    frame.put(head).putInt(lifetime).putInt(0).putInt(today).put("END\n".getBytes(US_ASCII));
    port.reply("0001", SimulatedEcuPort.Reply.of(frame.array()));
  }

  private JsonNode read(String source, String... more) throws Exception {
    String[] settings =
        Stream.concat(Stream.of("console.format", "json", "ecu.source", source), Stream.of(more))
            .toArray(String[]::new);
    return new ObjectMapper().readTree(house.once(settings).out());
  }

  private JsonNode readPort() throws Exception {
    return read("tcp", "ecu.tcp-port", Integer.toString(port.port()));
  }

  @Test
  void theCountersOfThePortAreTheLastKeys() throws Exception {
    house.clock.pass(Duration.ofHours(-8));
    counts(43_210, 0);
    readPort();
    house.clock.pass(Duration.ofHours(8));
    counts(43_264, 543);

    assertThat(readPort().toString())
        .endsWith("},\"energy_today_wh\":5430,\"energy_total_kwh\":4326.4}");
  }

  @Test
  void pvOutputGetsItWhereItIsAskedForAndKnown() throws Exception {
    String[] publishing = {
      "ecu.tcp-port", Integer.toString(port.port()),
      "pvoutput.publish", "yes",
      "pvoutput.send-energy", "yes"
    };
    counts(43_217, 543);
    read("tcp", publishing);
    assertThat(house.pvOutput.statuses().get("20250615 11:10")).doesNotContainKey("v1");

    house.clock.pass(Duration.ofHours(16));
    counts(43_270, 0);
    read("tcp", publishing);
    house.clock.pass(Duration.ofHours(8));
    counts(43_324, 543);
    read("tcp", publishing);

    assertThat(house.pvOutput.statuses().get("20250616 11:10")).containsEntry("v1", "5430");
  }

  @Test
  void theEnergyOfADayWhoseBeginningWasNotSeenIsNotKnownAtFirst() throws Exception {
    counts(43_217, 543);

    assertThat(readPort().has("energy_today_wh")).isFalse();
    assertThat(readPort().get("energy_total_kwh").doubleValue()).isEqualTo(4321.7);
  }

  @Test
  void whatIsZeroIsNotKnown() throws Exception {
    counts(0, 0);

    assertThat(readPort().has("energy_today_wh")).isFalse();
    assertThat(readPort().has("energy_total_kwh")).isFalse();
  }

  @Test
  void aLifetimeThatFellSinceAnEarlierRunIsNotBelieved() throws Exception {
    counts(43_217, 543);
    readPort();
    counts(43_210, 544);

    assertThat(readPort().has("energy_total_kwh")).isFalse();

    counts(43_218, 545);
    assertThat(readPort().get("energy_total_kwh").doubleValue()).isEqualTo(4321.8);
  }

  @Test
  void thePageKnowsNoEnergy() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));

    assertThat(read("page").toString())
        .doesNotContain("energy")
        .endsWith("\"407000000001-B\":null}}");
  }

  @Test
  void theLifetimeOfAnEz1IsThatOfBothPanelsAndItsDayIsNotKnown() throws Exception {
    try (SimulatedEz1 ez1 = SimulatedEz1.start()) {
      JsonNode read = read("ez1", "ecu.ez1-port", ez1.host().split(":")[1]);

      assertThat(read.get("energy_total_kwh").doubleValue()).isEqualTo(768.62353);
      assertThat(read.has("energy_today_wh")).isFalse();
    }
  }
}
