package solar.aps.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/** A reading in the texts in which it is published. */
class SnapshotTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static GenerationSummary summary(Instant takenAt, Long todayWh, Inverter... inverters) {
    return new GenerationSummary(
        "http://ecu",
        LocalDateTime.parse("2025-10-26T02:30:00"),
        1,
        null,
        7,
        null,
        7,
        null,
        null,
        null,
        false,
        Map.of(),
        todayWh,
        null,
        null,
        takenAt,
        List.of(inverters));
  }

  private static String text(GenerationSummary summary, Measure measure) {
    return Snapshot.of(summary, BERLIN).values().get(Component.of(measure));
  }

  @Test
  void theHourThatComesTwiceIsToldByItsOffset() {
    assertThat(text(summary(Instant.parse("2025-10-26T00:30:00Z"), null), Measure.LAST_READING))
        .isEqualTo("2025-10-26T02:30:00+02:00");
    assertThat(text(summary(Instant.parse("2025-10-26T01:30:00Z"), null), Measure.LAST_READING))
        .isEqualTo("2025-10-26T02:30:00+01:00");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "10, 0.01", "5430, 5.43", "12000, 12", "-1, ''"})
  void energyIsInPlainKilowattHours(long wattHours, String kwh) {
    assertThat(text(summary(Instant.EPOCH, wattHours), Measure.ENERGY_TODAY)).isEqualTo(kwh);
  }

  @Test
  void whatStandsInATopicIsMadeSafe() {
    Inverter odd = new Inverter("40/7+#é", true, 1234567.0, 50.01, -3.5, Map.of("A/B", 7, "$", 8));

    Snapshot reading = Snapshot.of(summary(Instant.EPOCH, null, odd), BERLIN);

    assertThat(reading.inverters()).containsOnlyKeys("40_7___");
    assertThat(reading.inverters().get("40_7___"))
        .containsEntry(new Component(Measure.POWER, "A_B"), "7")
        .containsEntry(new Component(Measure.POWER, "_"), "8")
        .containsEntry(Component.of(Measure.VOLTAGE), "1234567")
        .containsEntry(Component.of(Measure.FREQUENCY), "50.01")
        .containsEntry(Component.of(Measure.TEMPERATURE), "-3.5");
  }

  @Test
  void whatIsNotKnownIsEmpty() {
    Inverter silent = new Inverter("407", false, null, Double.NaN, null, nothing("A"));

    Snapshot reading = Snapshot.of(summary(Instant.EPOCH, null, silent), BERLIN);

    assertThat(reading.inverters().get("407"))
        .containsEntry(Component.of(Measure.ONLINE), "OFF")
        .containsEntry(Component.of(Measure.VOLTAGE), "")
        .containsEntry(Component.of(Measure.FREQUENCY), "")
        .containsEntry(new Component(Measure.POWER, "A"), "");
    assertThat(reading.values())
        .containsEntry(Component.of(Measure.ENERGY_TODAY), "")
        .containsEntry(Component.of(Measure.PANELS_EXPECTED), "");
  }

  private static Map<String, Integer> nothing(String channel) {
    Map<String, Integer> channels = new java.util.HashMap<>();
    channels.put(channel, null);
    return channels;
  }
}
