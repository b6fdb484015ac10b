package solar.aps.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;

/** The settings as they come about. */
final class Draft {
  private final List<Key<?>> keys;
  private final Map<String, String> texts;
  private final Set<String> given;
  private final boolean isNew;

  /**
   * @param keys every key there is
   * @param before what was set until now, by the names of the keys
   * @param given the answers that are there already; a blank one takes a key away
   */
  Draft(List<Key<?>> keys, Map<String, String> before, Map<String, String> given) {
    this.keys = keys;
    this.isNew = before.isEmpty();
    this.given = Set.copyOf(given.keySet());
    this.texts = new TreeMap<>(before);
    given.forEach(this::set);
  }

  /** Whether nothing was set before. */
  boolean isNew() {
    return isNew;
  }

  /** Whether the answer was there before the question. */
  boolean isGiven(String name) {
    return given.contains(name);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /** Sets a key, or takes it away with a blank text. */
  void set(String name, String text) {
    if (text.isBlank()) {
      texts.remove(name);
    } else {
      texts.put(name, text);
    }
  }

  /** The key with this name, which must be there. */
  Key<?> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  /** Everything that is set now, by the names of the keys. */
  Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /**
   * The settings of those keys that begin with one of these; the others are as if nothing was set.
   *
   * @throws SettingsException if they cannot be used
   */
  Settings settings(String... beginnings) throws SettingsException {
    Predicate<String> wanted = name -> Stream.of(beginnings).anyMatch(name::startsWith);
    Map<String, String> some =
        texts.entrySet().stream()
            .filter(entry -> wanted.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return SettingsLoader.load(keys, Optional.empty(), Map.of(), some);
  }
}
