package solar.aps.generation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes a lifetime counter that fell out of a reading: it cannot fall, so the device shows
 * something else for a while, as some do after a restart. One instance belongs to one ECU; a device
 * that takes the place of another begins anew.
 */
public final class LifetimeCheck {
  private final Map<String, Double> highest;

  /**
   * @param highest the highest count in kWh by device when the memory was last kept
   */
  public LifetimeCheck(Map<String, Double> highest) {
    this.highest = new HashMap<>(highest);
  }

  /** What is remembered: the highest count in kWh, by device. */
  public synchronized Map<String, Double> highest() {
    return Map.copyOf(highest);
  }

  /** The same reading, with a total that fell left out and a warning about it. */
  public synchronized EcuReading check(EcuReading reading) {
    Energy energy = reading.energy();
    if (energy.totalKwh() == null) {
      return reading;
    }
    double high = highest.merge(energy.device(), energy.totalKwh(), Math::max);
    if (energy.totalKwh() >= high) {
      return reading;
    }
    List<String> warnings = new ArrayList<>(reading.warnings());
    warnings.add(
        String.format(
            Locale.ROOT,
            "the lifetime energy of %s is left out: it fell to %.1f kWh, and was %.1f kWh before",
            energy.device(),
            energy.totalKwh(),
            high));
    return new EcuReading(
        reading.source(),
        reading.takenAt(),
        reading.panels(),
        new Energy(energy.device(), energy.todayWh(), null),
        warnings);
  }
}
