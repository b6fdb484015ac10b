package solar.aps.flow;

import java.util.List;
import java.util.function.Consumer;
import solar.aps.generation.EcuReading;

/** Logs what was odd about a page once, not again at every poll while it stays the same. */
final class WarningLog {
  private final String beginning;
  private final Consumer<String> log;
  private List<String> last = List.of();

  /**
   * @param ecu the name of the ECU, with which each line begins, or null where there is only one
   * @param log takes each warning that is new
   */
  WarningLog(String ecu, Consumer<String> log) {
    this.beginning = ecu == null ? "" : ecu + ": ";
    this.log = log;
  }

  /** Logs the warnings of {@code reading} that the reading before did not have. */
  public synchronized void log(EcuReading reading) {
    reading.warnings().stream()
        .filter(warning -> !last.contains(warning))
        .map(beginning::concat)
        .forEach(log);
    last = reading.warnings();
  }
}
