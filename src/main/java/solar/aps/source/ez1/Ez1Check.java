package solar.aps.source.ez1;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;

/** What a poll of the inverter shows, for {@code --check}. */
final class Ez1Check {
  private static final String CONNECTION = "EZ1";
  private static final String DEVICE = "EZ1 device";
  private static final String PANELS = "EZ1 panels";

  private Ez1Check() {}

  /** For a poll that gave this reading of this device. */
  static List<Finding> answered(Device device, EcuReading reading) {
    List<Finding> findings = new ArrayList<>();
    findings.add(good(CONNECTION, reading.source() + " answers"));
    findings.add(good(DEVICE, device.id() + " (" + device.version() + ")"));
    findings.add(
        good(PANELS, reading.panels().stream().map(Ez1Check::inWords).collect(joining(", "))));
    reading.warnings().forEach(odd -> findings.add(Finding.warning(Link.ECU, PANELS, odd)));
    return findings;
  }

  /** For a poll that failed. */
  static List<Finding> failed(Exception failure) {
    return List.of(
        Finding.bad(Link.ECU, CONNECTION, failure.getMessage()),
        Finding.notTried(Link.ECU, PANELS, "there is no answer to read"));
  }

  private static String inWords(PanelReading panel) {
    return panel.panelId() + (panel.watts() == null ? " is missing" : ": " + panel.watts() + " W");
  }

  private static Finding good(String step, String words) {
    return Finding.good(Link.ECU, step, words);
  }
}
