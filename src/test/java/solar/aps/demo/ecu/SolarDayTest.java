package solar.aps.demo.ecu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SolarDayTest {
  private static final LocalDateTime MIDNIGHT = LocalDate.of(2026, 6, 20).atStartOfDay();

  @Test
  void aRoundIsTheTimeFlooredToFiveMinutes() {
    assertThat(Roof.round(MIDNIGHT.withHour(11).withMinute(14).withSecond(59)))
        .isEqualTo(MIDNIGHT.withHour(11).withMinute(10));
  }

  @Test
  void aPanelRisesFromNothingToItsPeakAndFallsAgain() {
    List<Integer> watts =
        rounds()
            .flatMap(round -> panels(round).filter(p -> p.id().equals("406000000001-1")))
            .flatMap(panel -> panel.output().stream())
            .map(Inverter.Output::watts)
            .toList();
    int noon = watts.indexOf(300);

    assertThat(watts).startsWith(0).endsWith(5).hasSizeGreaterThan(170);
    assertThat(watts.subList(0, noon)).isSorted();
    assertThat(watts.subList(noon, watts.size())).isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void panelsDifferALittle() {
    assertThat(panels(MIDNIGHT.withHour(13).withMinute(30)))
        .extracting(panel -> panel.output().orElseThrow().watts())
        .containsExactly(300, 297, 294, 291, 288, 285, 282, 279);
  }

  @Test
  void atNightNoPanelReports() {
    assertThat(silent(MIDNIGHT.withHour(5).withMinute(55))).hasSize(8);
    assertThat(silent(MIDNIGHT.withHour(6))).isEmpty();
    assertThat(silent(MIDNIGHT.withHour(20).withMinute(45))).isEmpty();
    assertThat(silent(MIDNIGHT.withHour(21))).hasSize(8);
  }

  @Test
  void inEveryThirdRoundOfTheDayAnotherPanelIsSilent() {
    List<List<String>> silent =
        rounds().filter(SolarDayTest::isDay).map(SolarDayTest::silent).toList();

    assertThat(silent).hasSize(180);
    assertThat(silent).filteredOn(List::isEmpty).hasSize(120);
    assertThat(silent).filteredOn(panels -> panels.size() == 1).hasSize(60);
    assertThat(silent.stream().flatMap(List::stream).distinct()).hasSize(8);
  }

  @Test
  void theGridAndTheTemperatureArePlausible() {
    assertThat(rounds().flatMap(round -> SolarDay.ROOF.inverters(round).stream()))
        .allSatisfy(
            inverter -> {
              assertThat(inverter.hertz()).isBetween(49.9, 50.1);
              assertThat(inverter.celsius()).isBetween(15, 46);
              assertThat(inverter.panels())
                  .flatMap(panel -> panel.output().stream().toList())
                  .allSatisfy(output -> assertThat(output.volts()).isBetween(230, 234));
            });
  }

  private static Stream<LocalDateTime> rounds() {
    return IntStream.range(0, 24 * 12).mapToObj(slot -> MIDNIGHT.plusMinutes(5L * slot));
  }

  private static boolean isDay(LocalDateTime round) {
    return round.getHour() >= 6 && round.getHour() < 21;
  }

  private static Stream<Inverter.Panel> panels(LocalDateTime round) {
    return SolarDay.ROOF.inverters(round).stream().flatMap(inverter -> inverter.panels().stream());
  }

  private static List<String> silent(LocalDateTime round) {
    return panels(round).filter(p -> p.output().isEmpty()).map(Inverter.Panel::id).toList();
  }
}
