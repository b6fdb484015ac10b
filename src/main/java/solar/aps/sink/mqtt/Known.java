package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has been published, and must be known from one run to the next. It is not changed.
 *
 * @param ecus by name
 * @param inverters by serial number, safe for topics
 * @param leftovers the topics that are to be emptied: nobody publishes there any more
 */
record Known(
    Map<String, KnownEcu> ecus, Map<String, KnownInverter> inverters, Set<String> leftovers) {
  static final Known NOTHING = new Known(Map.of(), Map.of(), Set.of());

  private static final Component ONLINE = Component.of(Measure.ONLINE);

  /**
   * The same after a reading.
   *
   * @param names the ECUs of the settings: another one is gone when its last inverter has moved
   */
  Known after(Snapshot reading, Collection<String> names, Topics topics) {
    Map<String, KnownEcu> newEcus = new LinkedHashMap<>(ecus);
    newEcus.put(reading.ecu(), ecus.getOrDefault(reading.ecu(), KnownEcu.NEW).after(reading));
    Map<String, KnownInverter> newInverters = new LinkedHashMap<>(inverters);
    Set<String> left = new HashSet<>();
    reading
        .inverters()
        .forEach(
            (serial, values) -> {
              KnownInverter before = inverters.get(serial);
              if (before == null) {
                newInverters.put(serial, KnownInverter.of(reading, values));
              } else if (belongsTo(reading, before, values)) {
                newInverters.put(serial, before.seen(reading, values));
                left.add(before.ecu());
              }
            });
    left.removeAll(names);
    newInverters.values().forEach(inverter -> left.remove(inverter.ecu()));
    newEcus.keySet().removeAll(left);
    if (!reading.inverters().isEmpty()) {
      newInverters.replaceAll(
          (serial, inverter) ->
              inverter.ecu().equals(reading.ecu()) && !reading.inverters().containsKey(serial)
                  ? inverter.missed(reading)
                  : inverter);
      newInverters.values().removeIf(KnownInverter::isGone);
    }
    return instead(newEcus, newInverters, topics);
  }

  /** Where two ECUs list an inverter, it belongs to the one that hears it. */
  private static boolean belongsTo(
      Snapshot reading, KnownInverter inverter, Map<Component, String> values) {
    return inverter.ecu().equals(reading.ecu()) || values.get(ONLINE).equals("ON");
  }

  /** The same with others in the place of these, whose topics are left over. */
  private Known instead(
      Map<String, KnownEcu> newEcus, Map<String, KnownInverter> newInverters, Topics topics) {
    // only of what has changed: there may be thousands
    Known gone = new Known(without(ecus, newEcus), without(inverters, newInverters), Set.of());
    Known come = new Known(without(newEcus, ecus), without(newInverters, inverters), Set.of());
    Set<String> left = new LinkedHashSet<>(leftovers);
    left.addAll(gone.topics(topics));
    left.removeAll(come.topics(topics));
    return new Known(newEcus, newInverters, left);
  }

  private static <V> Map<String, V> without(Map<String, V> all, Map<String, V> others) {
    Map<String, V> rest = new LinkedHashMap<>(all);
    rest.entrySet().removeAll(others.entrySet());
    return rest;
  }

  /** The same when nothing is kept at this topic any more. */
  Known emptied(String topic) {
    Set<String> left = new LinkedHashSet<>(leftovers);
    left.remove(topic);
    return new Known(ecus, inverters, left);
  }

  /** What stays when all else is taken away: the energy must not fall even then. */
  Known energyOnly() {
    Map<String, KnownEcu> totals = new LinkedHashMap<>();
    ecus.forEach((name, ecu) -> totals.put(name, new KnownEcu(Set.of(), ecu.total(), null)));
    return new Known(totals, Map.of(), Set.of());
  }

  /** The same after it has turned out that so much energy of an ECU was published at some time. */
  Known published(String ecu, BigDecimal totalKwh) {
    Map<String, KnownEcu> newEcus = new LinkedHashMap<>(ecus);
    newEcus.put(ecu, ecus.getOrDefault(ecu, KnownEcu.NEW).published(totalKwh));
    return new Known(newEcus, inverters, leftovers);
  }

  /** Every topic at which something is published, those for Home Assistant among them. */
  Set<String> topics(Topics topics) {
    return Stream.concat(
            ecus.entrySet().stream().flatMap(ecu -> ecu.getValue().topics(ecu.getKey(), topics)),
            inverters.entrySet().stream()
                .flatMap(inverter -> inverter.getValue().topics(inverter.getKey(), topics)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
