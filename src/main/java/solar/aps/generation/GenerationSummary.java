package solar.aps.generation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One reading of the whole system: what every sink gets. The component names, in snake case, are
 * the keys of its JSON form. A value that is not known is {@code null}, never 0.
 *
 * @param source the URL of what was read
 * @param timestamp when the reading was taken, in the ECU's local time, to the second
 * @param receivedCount how many panels gave their power
 * @param expectedCount how many panels there are by the settings, or null
 * @param totalWattsRaw the power of the panels that gave it, in W; 0 when none did
 * @param totalWattsEstimated the total scaled up for silent panels, in W, or null when not scaled
 * @param totalWattsForOutput the total to publish, in W: the estimate where there is one
 * @param avgVoltV mean grid voltage in V to 1 decimal, or null
 * @param avgTempC mean inverter temperature in °C to 1 decimal, or null
 * @param avgFreqHz mean grid frequency in Hz to 2 decimals, or null
 * @param scaledDueToMissing whether the total for output is an estimate
 * @param panels power by panel ID in W, in the order of the source; null where a panel is missing
 * @param energyTodayWh energy of the local day in Wh, or null
 * @param energyTotalKwh energy since the ECU was installed in kWh, or null
 * @param ecu the name of the ECU, or null where there is only one
 * @param takenAt when the reading was taken, as {@code timestamp}, but not ambiguous in the hour
 *     that comes twice in autumn; null in what an earlier version wrote
 * @param inverters the panels by inverter, with what each inverter measures; empty in what an
 *     earlier version wrote
 */
public record GenerationSummary(
    String source,
    LocalDateTime timestamp,
    int receivedCount,
    Integer expectedCount,
    long totalWattsRaw,
    Long totalWattsEstimated,
    long totalWattsForOutput,
    Double avgVoltV,
    Double avgTempC,
    Double avgFreqHz,
    boolean scaledDueToMissing,
    Map<String, Integer> panels,
    Long energyTodayWh,
    Double energyTotalKwh,
    String ecu,
    Instant takenAt,
    List<Inverter> inverters) {

  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /** Takes copies of {@code panels} and {@code inverters}. */
  public GenerationSummary {
    // Map.copyOf would lose the order and refuses the null of a missing panel
    panels = Collections.unmodifiableMap(new LinkedHashMap<>(panels));
    inverters = inverters == null ? List.of() : List.copyOf(inverters);
  }

  /** The same summary with the moment at which its reading was taken. */
  public GenerationSummary takenAt(Instant moment) {
    return new GenerationSummary(
        source,
        timestamp,
        receivedCount,
        expectedCount,
        totalWattsRaw,
        totalWattsEstimated,
        totalWattsForOutput,
        avgVoltV,
        avgTempC,
        avgFreqHz,
        scaledDueToMissing,
        panels,
        energyTodayWh,
        energyTotalKwh,
        ecu,
        moment,
        inverters);
  }

  /**
   * The ID of a panel.
   *
   * @param inverter the serial number of its inverter
   * @param channel its channel there
   */
  public String panelId(String inverter, String channel) {
    String id = inverter + "-" + channel;
    // where the source names the inverter only, that is the panel
    return panels.containsKey(inverter) && !panels.containsKey(id) ? inverter : id;
  }

  /**
   * The same summary with its moment, of which an earlier version wrote the local time only.
   *
   * @param zone that of the ECU's clock
   */
  public GenerationSummary withMoment(ZoneId zone) {
    return takenAt == null ? takenAt(timestamp.atZone(zone).toInstant()) : this;
  }

  /** The timestamp in ISO 8601 with its seconds even when they are 0: for lines of CSV. */
  public String timestampText() {
    return TO_THE_SECOND.format(timestamp);
  }
}
