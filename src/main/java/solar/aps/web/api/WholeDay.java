package solar.aps.web.api;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * A day of all ECUs.
 *
 * @param interval the time between two polls
 * @param ecus those of which there are readings; at least one
 * @param sum the sum of their curves
 */
record WholeDay(LocalDate day, Duration interval, List<EcuDay> ecus, Curve sum) {
  /**
   * The few values of a day that are told of many.
   *
   * @param energyWh in Wh, or null
   * @param peakWatts in W, or null
   * @param peakAt when that was, or null
   * @param readings how many there are
   */
  record Brief(LocalDate day, Long energyWh, Long peakWatts, OffsetDateTime peakAt, int readings) {}

  static WholeDay of(LocalDate day, Duration interval, List<EcuDay> ecus) {
    return new WholeDay(
        day,
        interval,
        ecus,
        Curve.sum(ecus.stream().map(EcuDay::curve).toList(), interval.toSeconds()));
  }

  /** The sum of what is known, in Wh, or null. */
  Long energyWh() {
    List<Long> known = ecus.stream().map(EcuDay::energyWh).filter(Objects::nonNull).toList();
    return known.isEmpty() ? null : known.stream().mapToLong(Long::longValue).sum();
  }

  /** How many readings there are, of all ECUs. */
  int readings() {
    return ecus.stream().mapToInt(ecu -> ecu.curve().size()).sum();
  }

  Brief brief() {
    return new Brief(day, energyWh(), sum.peakWatts(), sum.peakAt(), readings());
  }
}
