package solar.aps.flow;

import java.util.List;
import java.util.function.Consumer;
import solar.aps.generation.EcuReading;

/** Logs what was odd about a page once, not again at every poll while it stays the same. */
final class WarningLog {
  private final Consumer<String> log;
  private List<String> last = List.of();

  /**
   * @param log takes each warning that is new
   */
  WarningLog(Consumer<String> log) {
    this.log = log;
  }

  /** Logs the warnings of {@code reading} that the reading before did not have. */
  public synchronized void log(EcuReading reading) {
    reading.warnings().stream().filter(warning -> !last.contains(warning)).forEach(log);
    last = reading.warnings();
  }
}
