package solar.aps.generation;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * One panel, that is one channel of a microinverter. Every value but the ID may be missing, and is
 * then {@code null}: missing is never 0.
 *
 * @param panelId inverter serial number and channel as the ECU writes them, such as {@code
 *     404000000001-A}; some sources give no channel
 * @param watts its power in W, as its source has it: AC from a page, DC from port 8899; or null
 * @param hertz grid frequency in Hz, or null
 * @param volts grid voltage in V, or null
 * @param celsius inverter temperature in °C, or null
 * @param reportedAt when the inverter reported, in the ECU's local time, or null
 */
public record PanelReading(
    String panelId,
    Integer watts,
    Double hertz,
    Double volts,
    Double celsius,
    LocalDateTime reportedAt) {

  /**
   * @throws NullPointerException if {@code panelId} is null
   */
  public PanelReading {
    Objects.requireNonNull(panelId, "panelId");
  }

  /** The same panel with no value but its ID, as for a panel that did not report. */
  public PanelReading missing() {
    return new PanelReading(panelId, null, null, null, null, null);
  }
}
