package solar.aps.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelAggregatorTest {
  private static final ZonedDateTime TEN =
      ZonedDateTime.parse("2025-10-23T10:00:00.987+02:00[Europe/Berlin]");

  @Test
  void theTotalIsThatOfThePanelsThatGaveTheirPower() {
    GenerationSummary summary = summarise(false, null, 120, null, 118, 0);

    assertThat(summary.totalWattsRaw()).isEqualTo(238);
    assertThat(summary.totalWattsForOutput()).isEqualTo(238);
    assertThat(summary.receivedCount()).isEqualTo(3);
  }

  @Test
  void aSilentPanelKeepsItsPlaceWithoutAValue() {
    assertThat(summarise(false, null, 120, null, 0).panels())
        .containsExactly(
            java.util.Map.entry("P0", 120),
            new java.util.AbstractMap.SimpleEntry<>("P1", null),
            java.util.Map.entry("P2", 0));
  }

  @Test
  void theTimeIsLocalAndToTheSecond() {
    assertThat(summarise(false, null, 1).timestamp()).hasToString("2025-10-23T10:00");
    assertThat(summarise(false, null, 1).timestampText()).isEqualTo("2025-10-23T10:00:00");
  }

  @ParameterizedTest
  @CsvSource({
    // total, received, expected, estimate: ties go to the even neighbour, as in Python
    "355, 3, 4, 473",
    "5, 2, 3, 8",
    "3, 2, 3, 4",
    "1, 2, 5, 2",
    "0, 2, 5, 0",
    "630, 18, 20, 700"
  })
  void theEstimateScalesTheTotalUp(int total, int received, int expected, long estimate) {
    Integer[] watts = new Integer[received];
    java.util.Arrays.fill(watts, 0);
    watts[0] = total;

    GenerationSummary summary = summarise(true, expected, watts);

    assertThat(summary.totalWattsEstimated()).isEqualTo(estimate);
    assertThat(summary.totalWattsForOutput()).isEqualTo(estimate);
    assertThat(summary.totalWattsRaw()).isEqualTo(total);
    assertThat(summary.scaledDueToMissing()).isTrue();
  }

  @Test
  void nothingIsEstimatedWhenNoPanelIsSilent() {
    assertNotScaled(summarise(true, 2, 10, 20));
  }

  @Test
  void nothingIsEstimatedWhenMorePanelsReportThanExpected() {
    assertNotScaled(summarise(true, 1, 10, 20));
  }

  @Test
  void nothingIsEstimatedFromNothing() {
    assertNotScaled(summarise(true, 4, null, null));
  }

  @Test
  void nothingIsEstimatedUnlessAskedFor() {
    GenerationSummary summary = summarise(false, 4, 10, 20);

    assertNotScaled(summary);
    assertThat(summary.expectedCount()).isEqualTo(4);
  }

  @Test
  void averagesAreOverTheRowsThatHaveTheValue() {
    EcuReading reading =
        reading(
            new PanelReading("A", 1, 50.0, 229.0, 23.0, null),
            new PanelReading("B", 1, 50.1, 230.0, null, null),
            new PanelReading("C", null, 50.1, null, -5.0, null));

    GenerationSummary summary =
        new PanelAggregator(null, false, OptionalInt.empty()).summarise(reading);

    assertThat(summary.avgFreqHz()).isEqualTo(50.07);
    assertThat(summary.avgVoltV()).isEqualTo(229.5);
    assertThat(summary.avgTempC()).isEqualTo(9.0);
  }

  @Test
  void anAverageOfNothingIsNotKnown() {
    GenerationSummary summary = summarise(false, null, 1, 2);

    assertThat(summary.avgFreqHz()).isNull();
    assertThat(summary.avgVoltV()).isNull();
    assertThat(summary.avgTempC()).isNull();
  }

  private static void assertNotScaled(GenerationSummary summary) {
    assertThat(summary.totalWattsEstimated()).isNull();
    assertThat(summary.scaledDueToMissing()).isFalse();
    assertThat(summary.totalWattsForOutput()).isEqualTo(summary.totalWattsRaw());
  }

  private static GenerationSummary summarise(
      boolean scaleMissing, Integer expected, Integer... watts) {
    List<PanelReading> panels = new ArrayList<>();
    for (Integer each : watts) {
      panels.add(new PanelReading("P" + panels.size(), each, null, null, null, null));
    }
    OptionalInt expectedCount = expected == null ? OptionalInt.empty() : OptionalInt.of(expected);
    return new PanelAggregator(null, scaleMissing, expectedCount)
        .summarise(reading(panels.toArray(PanelReading[]::new)));
  }

  private static EcuReading reading(PanelReading... panels) {
    return new EcuReading("http://ecu/page", TEN, List.of(panels), List.of());
  }
}
