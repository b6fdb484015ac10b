package solar.aps.flow;

import java.util.HashMap;
import java.util.Map;
import solar.aps.generation.EcuReading;
import solar.aps.generation.LifetimeCheck;

/** Leaves out a lifetime counter that fell, with a memory that outlives the process. */
public final class Lifetimes {
  private final MemoryFile file;
  private final LifetimeCheck check;

  /**
   * @param ecu whose counters are looked at
   * @param kept whether the memory is written
   */
  Lifetimes(Ecu ecu, boolean kept) {
    this.file = new MemoryFile(ecu, "lifetimes", kept);
    this.check = new LifetimeCheck(remembered());
  }

  /** The same reading without a total that fell. */
  public synchronized EcuReading check(EcuReading reading) {
    Map<String, Double> before = check.highest();
    EcuReading checked = check.check(reading);
    Map<String, Double> after = check.highest();
    if (!after.equals(before)) {
      file.write(
          after.entrySet().stream().map(high -> high.getValue() + " " + high.getKey()).toList());
    }
    return checked;
  }

  /** A line for each device: its count in kWh, and its ID. */
  private Map<String, Double> remembered() {
    Map<String, Double> highest = new HashMap<>();
    for (String line : file.read()) {
      String[] parts = line.split(" ", 2);
      if (parts.length == 2 && parts[0].matches("\\d{1,12}\\.\\d{1,12}")) {
        highest.put(parts[1], Double.valueOf(parts[0]));
      }
    }
    return highest;
  }
}
