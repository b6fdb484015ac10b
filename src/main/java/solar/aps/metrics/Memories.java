package solar.aps.metrics;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.FlowListener;
import solar.aps.source.EcuKeys;

/** Remembers what the flow did, for each ECU on its own. */
final class Memories implements FlowListener {
  private final Settings settings;
  private final Clock clock;
  private final List<String> polled;
  private final Map<String, Memory> byEcu = new LinkedHashMap<>();

  Memories(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    polled = EcuKeys.polled(settings);
    polled.forEach(this::of);
  }

  /** In the order of the settings; then those of which others have handed summaries over. */
  synchronized Collection<Memory> all() {
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
