package solar.aps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PanelHealthTest {
  private static final List<String> PANELS = List.of("70-1", "70-2", "71-1", "71-2", "72-1");

  /**
   * A day of which each panel gives so much of the light, by its number and the hour; null: silent.
   */
  private static List<GenerationSummary> day(
      double light, BiFunction<Integer, Integer, Double> share) {
    List<GenerationSummary> readings = new ArrayList<>();
    for (int minute = 6 * 60; minute < 20 * 60; minute += 5) {
      double sun = light * Math.sin(Math.PI * (minute - 360) / 840.0);
      Map<String, Integer> watts = new LinkedHashMap<>();
      for (int i = 0; i < PANELS.size(); i++) {
        Double own = share.apply(i, minute / 60);
        watts.put(PANELS.get(i), own == null ? null : (int) Math.round(300 * sun * own));
      }
      readings.add(
          new GenerationSummary(
              "x",
              LocalDateTime.of(2025, 6, 15, minute / 60, minute % 60),
              5,
              null,
              0,
              null,
              0,
              null,
              null,
              null,
              false,
              watts,
              null,
              null,
              null,
              null,
              List.of()));
    }
    return readings;
  }

  private static Map<String, Double> healthAfter(
      List<GenerationSummary> usual, List<GenerationSummary> today) {
    return PanelHealth.health(
        PanelHealth.shares(today), Collections.nCopies(14, PanelHealth.shares(usual)));
  }

  @Test
  void panelsThatAreAlikeAreWell() {
    List<GenerationSummary> day = day(1, (panel, hour) -> 1.0);
    assertThat(healthAfter(day, day).values()).allSatisfy(h -> assertThat(h).isEqualTo(1.0));
  }

  @Test
  void onePanelThatGivesAThirdIsIllAndTheOthersAreNot() {
    Map<String, Double> health =
        healthAfter(day(1, (panel, hour) -> 1.0), day(1, (panel, hour) -> panel == 2 ? 0.33 : 1.0));

    assertThat(health.get("71-1")).isCloseTo(0.33, within(0.01)).isLessThan(PanelHealth.ILL);
    assertThat(health.get("70-1")).isEqualTo(1.0);
  }

  @Test
  void aPanelThatIsSilentWhileTheOthersWorkIsAtZero() {
    assertThat(
            healthAfter(
                day(1, (panel, hour) -> 1.0), day(1, (panel, hour) -> panel == 4 ? null : 1.0)))
        .contains(entry("72-1", 0.0));
  }

  @Test
  void shadeAtTheHoursAtWhichItAlwaysIsIsNoIllness() {
    BiFunction<Integer, Integer, Double> shade =
        (panel, hour) -> panel == 0 && hour > 13 ? 0.1 : 1.0;
    assertThat(healthAfter(day(1, shade), day(0.4, shade)).get("70-1"))
        .isCloseTo(1.0, within(0.03));
  }

  @Test
  void aDarkDayForAllIsNoIllness() {
    assertThat(healthAfter(day(1, (panel, hour) -> 1.0), day(0.1, (panel, hour) -> 1.0)).values())
        .allSatisfy(h -> assertThat(h).isCloseTo(1.0, within(0.05)));
  }

  @Test
  void ofAnHourOfLightNothingIsSaid() {
    assertThat(PanelHealth.shares(day(1, (panel, hour) -> hour == 12 ? 1.0 : null))).isEmpty();
  }

  @Test
  void beforeThreeDaysAreKnownNothingIsSaid() {
    Map<String, Double> shares = PanelHealth.shares(day(1, (panel, hour) -> 1.0));
    assertThat(PanelHealth.health(shares, Collections.nCopies(2, shares))).isEmpty();
    assertThat(PanelHealth.health(shares, Collections.nCopies(3, shares))).hasSize(5);
  }

  @Test
  void aPanelIsComparedWithThoseOfItsKind() {
    BiFunction<Integer, Integer, Double> day = (panel, hour) -> 1.0;
    List<GenerationSummary> mixed = day(1, day);
    mixed.replaceAll(
        reading -> {
          Map<String, Integer> panels = new LinkedHashMap<>(reading.panels());
          for (int i = 0; i < 4; i++) {
            panels.put("80-" + i, reading.panels().get("70-1") / 2);
          }
          return new GenerationSummary(
              "x",
              reading.timestamp(),
              9,
              null,
              0,
              null,
              0,
              null,
              null,
              null,
              false,
              panels,
              null,
              null,
              null,
              null,
              List.of());
        });

    assertThat(PanelHealth.shares(mixed)).contains(entry("80-1", 1.0));
  }
}
