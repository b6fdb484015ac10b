package solar.aps.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What keys ask of each other: that they are set, that they are not, that no two ECUs share them.
 */
final class SettingsRules {
  private final List<Key<?>> keys;
  private final Settings settings;
  private final List<String> ecus;
  private final String place;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param ecus the names of the ECUs; none if there is only one
   * @param place where the settings stand, for messages
   */
  SettingsRules(List<Key<?>> keys, Settings settings, List<String> ecus, String place) {
    this.keys = keys;
    this.settings = settings;
    this.ecus = ecus;
    this.place = place;
  }

  /**
   * What is wrong, a sentence each.
   *
   * @param present the names of the keys that are set; one with a bad value has its fault already
   */
  List<String> faults(Set<String> present) {
    checkPresence(present);
    checkClashes();
    checkUnshared();
    return faults;
  }

  private void checkPresence(Set<String> present) {
    for (Key<?> key : keys) {
      if (present.contains(key.name())) {
        continue;
      }
      if (ecus.isEmpty() || !key.isPerEcu()) {
        checkPresence(key, key.need().apply(settings));
      } else {
        List<String> lacking =
            ecus.stream()
                .filter(ecu -> !present.contains(key.forEcu(ecu).name()))
                .filter(ecu -> key.need().apply(settings.of(ecu)).isPresent())
                .toList();
        boolean oneWillDo = key.unshared().isEmpty() && lacking.size() == ecus.size();
        (oneWillDo ? lacking.subList(0, 1) : lacking)
            .forEach(
                ecu ->
                    checkPresence(
                        oneWillDo ? key : key.forEcu(ecu), key.need().apply(settings.of(ecu))));
      }
    }
  }

  private void checkPresence(Key<?> key, Optional<String> need) {
    String where = "the settings file or the environment variable " + key.environmentName();
    need.map(
            why ->
                "%s: %s is not set or blank: %s; set it in %s"
                    .formatted(place, key.name(), why, where))
        .ifPresent(faults::add);
  }

  private void checkClashes() {
    for (Key<?> key : keys) {
      Optional<String> clash = settings.find(key).flatMap(set -> key.clash().apply(settings));
      clash.map(why -> "%s: %s %s".formatted(place, key.name(), why)).ifPresent(faults::add);
    }
  }

  private void checkUnshared() {
    for (Key<?> key : keys) {
      key.unshared()
          .ifPresent(
              why -> {
                Map<Object, String> owners = new HashMap<>();
                for (String ecu : ecus) {
                  Settings own = settings.of(ecu);
                  Optional<?> value = own.find(key).filter(v -> key.need().apply(own).isPresent());
                  value
                      .map(v -> owners.putIfAbsent(v, ecu))
                      .ifPresent(
                          other ->
                              faults.add(
                                  "%s: %s and %s have the same %s, %s: %s"
                                      .formatted(place, other, ecu, key.name(), value.get(), why)));
                }
              });
    }
  }
}
