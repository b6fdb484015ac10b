package solar.aps.route;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.generation.EcuReading;

/** Logs what was odd about a page once, not again at every poll while it stays the same. */
final class WarningLog {
  private static final Logger LOG = LoggerFactory.getLogger(WarningLog.class);

  private List<String> last = List.of();

  /** Logs the warnings of {@code reading} that the reading before did not have. */
  public synchronized void log(EcuReading reading) {
    reading.warnings().stream().filter(warning -> !last.contains(warning)).forEach(LOG::warn);
    last = reading.warnings();
  }
}
