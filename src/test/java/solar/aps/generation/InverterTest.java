package solar.aps.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The panels of a reading, put together by inverter. */
class InverterTest {
  @Test
  void panelsOfOneSerialNumberAreOneInverter() {
    List<Inverter> inverters =
        Inverter.of(
            List.of(
                panel("404000000001-A", 120, 234.0),
                panel("404000000002-A", 7, 233.0),
                panel("404000000001-B", 118, null)));

    assertThat(inverters)
        .containsExactly(
            new Inverter("404000000001", true, 234.0, 50.0, 31.0, Map.of("A", 120, "B", 118)),
            new Inverter("404000000002", true, 233.0, 50.0, 31.0, Map.of("A", 7)));
    assertThat(inverters.get(0).channels().keySet()).containsExactly("A", "B");
  }

  @Test
  void whatTheFirstRowLeavesOutTheNextOneMaySay() {
    assertThat(Inverter.of(List.of(panel("1-A", 5, null), panel("1-B", 6, 230.0))))
        .extracting(Inverter::volts)
        .containsExactly(230.0);
  }

  @Test
  void anInverterWithOnePanelThatReportsIsOnlineAndTheOtherPanelIsMissing() {
    Inverter inverter =
        Inverter.of(List.of(panel("1-A", 0, 230.0), panel("1-B", 9, 230.0).missing())).get(0);

    assertThat(inverter.online()).isTrue();
    assertThat(inverter.channels()).containsEntry("A", 0).containsEntry("B", null);
  }

  @Test
  void anInverterOfWhichNoPanelReportsIsOffline() {
    Inverter inverter = Inverter.of(List.of(panel("1-A", 9, 230.0).missing())).get(0);

    assertThat(inverter.online()).isFalse();
    assertThat(inverter.volts()).isNull();
  }

  @Test
  void aPanelWithoutAChannelIsTheFirst() {
    assertThat(Inverter.of(List.of(panel("404000000001", 9, 230.0))).get(0).channels())
        .containsExactly(Map.entry("1", 9));
  }

  private static PanelReading panel(String id, int watts, Double volts) {
    return new PanelReading(id, watts, 50.0, volts, 31.0, null);
  }
}
