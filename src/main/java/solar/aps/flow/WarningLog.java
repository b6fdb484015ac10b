package solar.aps.flow;

import java.util.List;
import java.util.function.Consumer;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;
import solar.aps.layout.Layout;

/**
 * Logs what was odd about a page once, not again at every poll while it stays the same; and at the
 * first reading how its panels differ from those of the layout.
 */
final class WarningLog {
  private final String beginning;
  private final Consumer<String> log;
  private List<String> last = List.of();

  /** That with which the first reading is still to be compared. */
  private Layout layout;

  /**
   * @param ecu the name of the ECU, with which each line begins, or null where there is only one
   * @param layout the panels as their owner knows them
   * @param log takes each warning that is new
   */
  WarningLog(String ecu, Layout layout, Consumer<String> log) {
    this.beginning = ecu == null ? "" : ecu + ": ";
    this.layout = layout;
    this.log = log;
  }

  /** Logs the warnings of {@code reading} that the reading before did not have. */
  public synchronized void log(EcuReading reading) {
    reading.warnings().stream()
        .filter(warning -> !last.contains(warning))
        .map(beginning::concat)
        .forEach(log);
    last = reading.warnings();
    List<String> panels = reading.panels().stream().map(PanelReading::panelId).toList();
    layout
        .difference(panels)
        .map(words -> beginning + Layout.KEY.name() + ": " + words)
        .ifPresent(log);
    layout = panels.isEmpty() ? layout : Layout.NONE;
  }
}
