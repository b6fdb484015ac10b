package solar.aps.generation;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/**
 * What one look at the ECU gave.
 *
 * @param source the URL of what was read
 * @param takenAt when the cycle began, by our clock, in the zone of the ECU
 * @param panels the panels in the order of the source, each ID once
 * @param energy what its counters of energy show; behind the meter, what of it is known
 * @param warnings what was odd about it and is worth a line in the log, one sentence each
 */
public record EcuReading(
    String source,
    ZonedDateTime takenAt,
    List<PanelReading> panels,
    Energy energy,
    List<String> warnings) {

  /**
   * @throws NullPointerException if a component is null
   */
  public EcuReading {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(takenAt, "takenAt");
    Objects.requireNonNull(energy, "energy");
    panels = List.copyOf(panels);
    warnings = List.copyOf(warnings);
  }

  /** The same reading with this energy. */
  public EcuReading with(Energy known) {
    return new EcuReading(source, takenAt, panels, known, warnings);
  }

  /** A reading without counters of energy. */
  public EcuReading(
      String source, ZonedDateTime takenAt, List<PanelReading> panels, List<String> warnings) {
    this(source, takenAt, panels, Energy.UNKNOWN, warnings);
  }
}
