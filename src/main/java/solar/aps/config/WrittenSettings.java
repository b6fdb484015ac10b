package solar.aps.config;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in a settings file or in the environment, as it was written: for whoever writes such
 * a file anew.
 */
public final class WrittenSettings {
  private WrittenSettings() {}

  /**
   * The texts of a file, by the names that their keys have today, unknown ones among them.
   *
   * @param keys every key there is
   * @throws SettingsException if the file cannot be read, or a key stands there twice
   */
  public static Map<String, String> ofFile(List<Key<?>> keys, Path file) throws SettingsException {
    List<String> faults = new ArrayList<>();
    try {
      Map<String, Entry> entries =
          SettingsFile.read(file, new KeyNames(keys, List.of()), faults::add);
      if (!faults.isEmpty()) {
        throw new SettingsException(faults);
      }
      return entries.entrySet().stream()
          .filter(entry -> !entry.getValue().text().isBlank())
          .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().text().strip()));
    } catch (BadTextException e) {
      throw new SettingsException(List.of(file + " " + e.getMessage()));
    }
  }

  /** The texts of those keys that the environment sets. */
  public static Map<String, String> ofEnvironment(
      List<Key<?>> keys, Map<String, String> environment) {
    Map<String, String> texts = new HashMap<>();
    for (Key<?> key : keys) {
      key.names()
          .map(name -> environment.getOrDefault(Key.environmentName(name), "").strip())
          .filter(text -> !text.isEmpty())
          .findFirst()
          .ifPresent(text -> texts.put(key.name(), text));
    }
    return texts;
  }

  /** The environment variable that sets a key. */
  public static String environmentName(Key<?> key) {
    return key.environmentName();
  }

  /** What to do about a key that is not known; empty if it is, or if it is free. */
  public static String advice(List<Key<?>> keys, String name) {
    KeyNames names = new KeyNames(keys, List.of());
    return names.isKnown(name) || KeyNames.isFree(name) ? "" : names.advice(name);
  }
}
