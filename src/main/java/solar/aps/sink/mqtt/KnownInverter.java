package solar.aps.sink.mqtt;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has been published of an inverter.
 *
 * @param ecu the ECU that had it last
 * @param components what has been known of it
 * @param day the day on which it was seen, or missed, last
 * @param missedDays on how many days it has been missing since it was seen
 */
record KnownInverter(String ecu, Set<Component> components, LocalDate day, int missedDays) {
  /**
   * On so many days it must have been missing to be gone. Days are counted on which there were
   * readings, so that neither a wrong clock nor a long pause of this program takes anything away.
   */
  private static final int DAYS_UNTIL_GONE = 30;

  /** A new one in a reading. */
  static KnownInverter of(Snapshot reading, Map<Component, String> values) {
    return new KnownInverter(reading.ecu(), KnownEcu.union(Set.of(), values), reading.day(), 0);
  }

  /** The same after a reading that has it. */
  KnownInverter seen(Snapshot reading, Map<Component, String> values) {
    return new KnownInverter(reading.ecu(), KnownEcu.union(components, values), reading.day(), 0);
  }

  /** The same after a reading in which it is missing. */
  KnownInverter missed(Snapshot reading) {
    return day.equals(reading.day())
        ? this
        : new KnownInverter(ecu, components, reading.day(), missedDays + 1);
  }

  boolean isGone() {
    return missedDays >= DAYS_UNTIL_GONE;
  }

  /** Every topic of it. */
  Stream<String> topics(String serial, Topics topics) {
    return Stream.concat(
        Stream.of(topics.config(Topics.inverterId(serial))),
        components.stream().map(component -> topics.of(ecu, serial, component)));
  }
}
