package solar.aps.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set.
 *
 * @param name the key in a properties file
 * @param defaultText the value when nothing is set; empty: there is none
 * @param oldNames other names under which the original Python tool's JSON file has it, with dashes
 *     for underscores
 * @param secret whether its value must never be shown
 * @param format what its text means
 * @param <T> the type of the value
 */
record Key<T>(
    String name,
    Optional<String> defaultText,
    List<String> oldNames,
    boolean secret,
    Format<T> format) {

  static <T> Key<T> of(String name, Format<T> format) {
    return new Key<>(name, Optional.empty(), List.of(), false, format);
  }

  Key<T> withDefault(String text) {
    return new Key<>(name, Optional.of(text), oldNames, secret, format);
  }

  Key<T> formerly(String oldName) {
    return new Key<>(name, defaultText, List.of(oldName), secret, format);
  }

  Key<T> keptSecret() {
    return new Key<>(name, defaultText, oldNames, true, format);
  }

  /** The environment variable that sets it. */
  String environmentName() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
