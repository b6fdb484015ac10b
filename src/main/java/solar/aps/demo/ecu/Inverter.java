package solar.aps.demo.ecu;

import java.util.List;
import java.util.Optional;

/**
 * One simulated inverter in one poll round of the ECU.
 *
 * @param hertz grid frequency in Hz
 * @param celsius temperature in °C
 */
public record Inverter(double hertz, int celsius, List<Panel> panels) {
  /**
   * One channel of the inverter.
   *
   * @param id serial number and channel, such as {@code 406000000001-1}
   * @param output empty if the channel did not report
   */
  public record Panel(String id, Optional<Output> output) {}

  /**
   * What a channel reports.
   *
   * @param watts AC power in W
   * @param volts grid voltage in V
   */
  public record Output(int watts, int volts) {}

  /** Whether any channel reported. */
  public boolean reported() {
    return panels.stream().anyMatch(panel -> panel.output().isPresent());
  }
}
