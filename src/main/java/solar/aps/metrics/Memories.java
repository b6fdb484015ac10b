package solar.aps.metrics;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.FlowListener;

/** Remembers what the flow did, for each ECU on its own. */
final class Memories implements FlowListener {
  private final Map<String, Memory> byEcu = new LinkedHashMap<>();

  Memories(Settings settings, Clock clock) {
    for (String ecu : CommonKeys.ecus(settings)) {
      byEcu.put(ecu, new Memory(CommonKeys.label(settings, ecu), settings.of(ecu), clock));
    }
  }

  /** In the order of the settings. */
  Collection<Memory> all() {
    return byEcu.values();
  }

  @Override
  public void cycleEnded(String ecu, Optional<CycleOutcome> outcome) {
    byEcu.get(ecu).cycleEnded(outcome);
  }

  @Override
  public void panelsChecked(String ecu, Map<String, Double> health) {
    byEcu.get(ecu).panelsChecked(health);
  }

  @Override
  public void givenUp(DeadLetter letter) {
    String ecu = Objects.requireNonNullElse(letter.ecu(), CommonKeys.ONE_ECU);
    // what is about no ECU in particular is counted with the first
    byEcu.getOrDefault(ecu, byEcu.values().iterator().next()).givenUp(letter);
  }
}
