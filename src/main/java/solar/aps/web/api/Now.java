package solar.aps.web.api;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import solar.aps.watch.Seen.State;

/**
 * All that is to be known now.
 *
 * @param time the moment, in the zone of the first ECU
 * @param ecus each ECU, in the order of the settings
 * @param sinks each sink
 */
record Now(OffsetDateTime time, List<EcuNow> ecus, List<SinkNow> sinks) {
  /** The same at whatever moment it is so. */
  Now withoutTime() {
    return new Now(null, ecus, sinks);
  }

  /** It is night only if every ECU says so. */
  State state() {
    List<State> states = ecus.stream().map(EcuNow::state).distinct().toList();
    if (states.size() == 1) {
      return states.get(0);
    }
    if (states.contains(State.DAY)) {
      return State.DAY;
    }
    return states.contains(State.LATE) ? State.LATE : State.STARTING;
  }

  /** The sum of what is known, in W, or null; what is old does not count beside what is new. */
  Long watts() {
    List<Long> known = known(counted(), EcuNow::watts);
    return known.isEmpty() ? null : known.stream().mapToLong(Long::longValue).sum();
  }

  /** Whether the sum has an estimate in it. */
  boolean estimated() {
    return counted().stream().anyMatch(EcuNow::estimated);
  }

  private List<EcuNow> counted() {
    List<EcuNow> fresh = ecus.stream().filter(ecu -> ecu.state() == State.DAY).toList();
    return fresh.isEmpty() ? ecus : fresh;
  }

  /** The sum of what is known, in Wh, or null. */
  Long energyTodayWh() {
    List<Long> known = known(ecus, EcuNow::energyTodayWh);
    return known.isEmpty() ? null : known.stream().mapToLong(Long::longValue).sum();
  }

  /** The sum of what is known, in kWh to a thousandth, or null. */
  Double energyTotalKwh() {
    List<Double> known = known(ecus, EcuNow::energyTotalKwh);
    return known.isEmpty()
        ? null
        : Math.round(known.stream().mapToDouble(Double::doubleValue).sum() * 1000) / 1000.0;
  }

  private static <T> List<T> known(List<EcuNow> ecus, Function<EcuNow, T> value) {
    return ecus.stream().map(value).filter(Objects::nonNull).toList();
  }
}
