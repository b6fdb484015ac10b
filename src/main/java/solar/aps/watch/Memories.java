package solar.aps.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.FlowListener;
import solar.aps.history.History;
import solar.aps.source.EcuKeys;
import solar.aps.storage.DiskFault;

/** Remembers what the flow did, for each ECU on its own. */
public final class Memories implements FlowListener {
  private static final Logger LOG = LoggerFactory.getLogger(Memories.class);

  private final Settings settings;
  private final Clock clock;
  private final List<String> polled;
  private final Map<String, Memory> byEcu = new LinkedHashMap<>();

  /** Begins with nothing. */
  public Memories(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    polled = EcuKeys.polled(settings);
    polled.forEach(this::of);
  }

  /**
   * Recalls what the history has of today, so that a restart loses nothing of the day.
   *
   * @param histories gives the history of the ECU with this name
   */
  public void recall(Function<String, History> histories) {
    for (String ecu : polled) {
      History history = histories.apply(ecu);
      LocalDate today =
          LocalDate.ofInstant(clock.instant(), settings.of(ecu).get(CommonKeys.TIME_ZONE));
      try {
        history.forEachReading(today, of(ecu)::recall);
      } catch (IOException e) {
        LOG.warn(
            "{} cannot be read ({}): what was before this start is not shown; check the rights of data.dir",
            history.folder(),
            DiskFault.reason(e));
      }
    }
  }

  /** In the order of the settings; then those of which others have handed summaries over. */
  public synchronized List<Memory> all() {
    return List.copyOf(byEcu.values());
  }

  private synchronized Memory of(String ecu) {
    return byEcu.computeIfAbsent(
        ecu,
        name ->
            new Memory(
                name.equals(CommonKeys.ONE_ECU) ? null : name,
                settings.of(name),
                clock,
                polled.contains(name)));
  }

  @Override
  public void cycleBegan(String ecu) {
    of(ecu).cycleBegan();
  }

  @Override
  public void cycleEnded(String ecu, Optional<CycleOutcome> outcome) {
    of(ecu).cycleEnded(outcome);
  }

  @Override
  public void panelsChecked(String ecu, Map<String, Double> health) {
    of(ecu).panelsChecked(health);
  }

  @Override
  public void givenUp(DeadLetter letter) {
    // what is about no ECU in particular is counted with the first
    String first = polled.isEmpty() ? CommonKeys.ONE_ECU : polled.get(0);
    of(letter.ecu() == null ? first : letter.ecu()).givenUp(letter);
  }
}
