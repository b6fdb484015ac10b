package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has been published of an ECU.
 *
 * @param components what has been known of it
 * @param total its energy
 * @param today the day of which the energy was published last, or null
 */
record KnownEcu(Set<Component> components, EnergyTotal total, LocalDate today) {
  static final KnownEcu NEW = new KnownEcu(Set.of(), EnergyTotal.NOTHING, null);

  private static final Component TOTAL = Component.of(Measure.ENERGY_TOTAL);
  private static final Component TODAY = Component.of(Measure.ENERGY_TODAY);

  /** The same after a reading. */
  KnownEcu after(Snapshot reading) {
    EnergyTotal shown = total.show(reading.totalKwh(), reading.takenAt().toInstant());
    Set<Component> all = union(components, reading.values());
    if (shown.published() != null) {
      all.add(TOTAL);
    }
    boolean hasToday = !reading.values().get(TODAY).isEmpty();
    return new KnownEcu(all, shown, hasToday ? reading.day() : today);
  }

  /** The same after it has turned out that so much energy was published at some time. */
  KnownEcu published(BigDecimal kwh) {
    return new KnownEcu(components, total.atLeast(kwh), today);
  }

  /** Every topic of it. */
  Stream<String> topics(String name, Topics topics) {
    return Stream.concat(
        Stream.of(topics.config(topics.ecuId(name))),
        components.stream().map(component -> topics.of(name, component)));
  }

  /** What was known before, and what is known now. */
  static Set<Component> union(Set<Component> before, Map<Component, String> values) {
    Set<Component> all = new LinkedHashSet<>(before);
    values.forEach(
        (component, text) -> {
          if (!text.isEmpty()) {
            all.add(component);
          }
        });
    return all;
  }
}
