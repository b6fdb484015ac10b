package solar.aps.demo.ecu;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The panels behind a simulated ECU: pure functions of its local time. */
public interface Roof {
  /** The time from one poll round of the ECU to the next. */
  int MINUTES_A_ROUND = 5;

  /** What the inverters reported in this round. */
  List<Inverter> inverters(LocalDateTime round);

  /** What was generated until the beginning of this day, in Wh. */
  long wattHoursBefore(LocalDate day);

  /** The ECU's last poll round: this local time, floored to 5 minutes. */
  static LocalDateTime round(LocalDateTime now) {
    return now.withMinute(now.getMinute() / MINUTES_A_ROUND * MINUTES_A_ROUND)
        .withSecond(0)
        .withNano(0);
  }

  /** The power of all that reported in this round, in W. */
  default long watts(LocalDateTime round) {
    return inverters(round).stream()
        .flatMap(inverter -> inverter.panels().stream())
        .map(Inverter.Panel::output)
        .flatMap(Optional::stream)
        .mapToLong(Inverter.Output::watts)
        .sum();
  }

  /** What was generated from midnight to this round, in Wh. */
  default long wattHours(LocalDateTime round) {
    long wattMinutes = 0;
    for (LocalDateTime each = round.with(LocalTime.MIN);
        !each.isAfter(round);
        each = each.plusMinutes(MINUTES_A_ROUND)) {
      wattMinutes += watts(each) * MINUTES_A_ROUND;
    }
    return wattMinutes / 60;
  }

  /** What was generated since the first day, in Wh. */
  default long lifetimeWattHours(LocalDateTime round) {
    return wattHoursBefore(round.toLocalDate()) + wattHours(round);
  }

  /** The power of each round of a day with any, up to a time of it. */
  default Map<LocalDateTime, Long> curve(LocalDate day, LocalDateTime end) {
    Map<LocalDateTime, Long> curve = new TreeMap<>();
    for (LocalDateTime each = day.atStartOfDay();
        each.toLocalDate().equals(day) && !each.isAfter(end);
        each = each.plusMinutes(MINUTES_A_ROUND)) {
      if (watts(each) > 0) {
        curve.put(each, watts(each));
      }
    }
    return curve;
  }
}
