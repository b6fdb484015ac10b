package solar.aps.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import solar.aps.config.CommonKeys;
import solar.aps.generation.EcuReading;
import solar.aps.generation.Energy;
import solar.aps.generation.EnergyMeter;
import solar.aps.generation.EnergyMeter.Measured;
import solar.aps.storage.MemoryFile;

/** Puts the measured energy in the place of what the ECU shows, with a memory on the disk. */
public final class Metering {
  private final MemoryFile file;
  private final EnergyMeter meter;

  /**
   * @param ecu whose energy is measured
   * @param kept whether the memory is written
   */
  Metering(Ecu ecu, boolean kept) {
    this.file = ecu.memory("energy", kept);
    this.meter = remembered(ecu.services().settings().get(CommonKeys.POLL_INTERVAL));
  }

  /** The same reading with the energy that is known. */
  public synchronized EcuReading measure(EcuReading reading) {
    Measured measured = meter.measure(reading);
    file.write(
        meter.memory().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .sorted()
            .toList());
    Energy shown = reading.energy();
    List<String> warnings = new ArrayList<>(reading.warnings());
    if (shown.totalKwh() != null && measured.totalKwh() == null) {
      // without the figure, which would make it a new warning at every poll
      warnings.add(
          "the lifetime counter of %s is left out: it shows less than it did, or more than the panels can have given since; if it stays so for a day, it is counted on from there"
              .formatted(shown.device()));
    }
    return new EcuReading(
        reading.source(),
        reading.takenAt(),
        reading.panels(),
        new Energy(shown.device(), measured.todayWh(), measured.totalKwh()),
        warnings);
  }

  private EnergyMeter remembered(Duration interval) {
    Map<String, String> memory = new HashMap<>();
    for (String line : file.read()) {
      String[] parts = line.split(" ", 2);
      memory.put(parts[0], parts[parts.length - 1]);
    }
    try {
      return new EnergyMeter(memory, interval);
    } catch (RuntimeException e) {
      return new EnergyMeter(Map.of(), interval); // a file of somebody else
    }
  }
}
