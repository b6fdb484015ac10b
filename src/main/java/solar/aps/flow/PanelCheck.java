package solar.aps.flow;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Formats;
import solar.aps.config.Key;
import solar.aps.generation.PanelHealth;
import solar.aps.history.History;
import solar.aps.layout.Layout;
import solar.aps.storage.MemoryFile;

/** Looks once a day at the day before: which panels gave far less than usual. */
final class PanelCheck {
  /** Whether panels are compared with their neighbours. */
  static final Key<Boolean> ON =
      Key.of("panels.health", Formats::yesOrNo).withDefault("true").perEcu();

  private static final Logger LOG = LoggerFactory.getLogger(PanelCheck.class);
  private static final double PERCENT = 100;

  /** The day itself, and fourteen before it. */
  private static final int DAYS = 15;

  private final Ecu ecu;
  private final FlowListener listener;
  private final History history;
  private final MemoryFile file;
  private final boolean on;

  /** The shares of the days that were looked at, newest last. */
  private final TreeMap<LocalDate, Map<String, Double>> shares = new TreeMap<>();

  private LocalDate told;

  /**
   * @param ecu whose panels they are
   * @param listener gets how well they are
   */
  PanelCheck(Ecu ecu, FlowListener listener) {
    this.ecu = ecu;
    this.listener = listener;
    this.history = ecu.history();
    this.file = ecu.memory("panel-health", true);
    this.on = history.isOn() && ecu.services().settings().get(ON);
    file.read().forEach(this::remember);
  }

  /** A line for each panel and day: the day, its share, its ID. */
  private void remember(String line) {
    String[] parts = line.split(" ", 3);
    try {
      if (parts.length == 3) {
        shares
            .computeIfAbsent(LocalDate.parse(parts[0]), day -> new TreeMap<>())
            .put(parts[2], Double.valueOf(parts[1]));
      }
    } catch (DateTimeException | NumberFormatException e) {
      LOG.debug("{}: a line that means nothing", line); // of somebody else
    }
  }

  /** To be called with every cycle that had a reading. */
  synchronized void check(Exchange cycle) {
    LocalDate yesterday = CycleOutcome.of(cycle).summary().timestamp().toLocalDate().minusDays(1);
    if (!on || yesterday.equals(told)) {
      return;
    }
    boolean isNew = !shares.containsKey(yesterday);
    try {
      if (isNew) {
        look(yesterday);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{}: the panels cannot be checked: {}", ecu.name(), e.toString());
      return;
    }
    told = yesterday;
    Map<String, Double> health =
        PanelHealth.health(
            shares.getOrDefault(yesterday, Map.of()),
            List.copyOf(shares.headMap(yesterday).values()));
    if (isNew) {
      warn(yesterday, health);
    }
    listener.panelsChecked(ecu.name(), health);
  }

  private void look(LocalDate day) throws IOException {
    shares.put(day, PanelHealth.shares(history.readings(day)));
    while (shares.size() > DAYS) {
      shares.pollFirstEntry();
    }
    List<String> lines = new ArrayList<>();
    shares.forEach(
        (each, panels) ->
            panels.forEach((panel, share) -> lines.add(each + " " + share + " " + panel)));
    file.write(lines);
  }

  private void warn(LocalDate day, Map<String, Double> health) {
    health.entrySet().stream()
        .filter(panel -> panel.getValue() < PanelHealth.ILL)
        .map(this::words)
        .reduce((some, other) -> some + ", " + other)
        .ifPresent(
            words ->
                LOG.warn(
                    "{}: on {} some panels gave far less beside their neighbours than they usually do:"
                        + " {}. Look for dirt, shade or a fault; panels.health=false switches this off",
                    ecu.name(),
                    day,
                    words));
  }

  private String words(Map.Entry<String, Double> panel) {
    String title = Layout.of(ecu.services().settings()).title(panel.getKey());
    return String.format(Locale.ROOT, "%s %.0f %%", title, panel.getValue() * PERCENT);
  }
}
