package solar.aps.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be written for a key, and what may have been meant.
 *
 * @param keys every key there is
 */
record KeyNames(List<Key<?>> keys) {
  boolean isKnown(String name) {
    return names().anyMatch(name::equals);
  }

  /** Whether the key is not ours: Camel's own, or a placeholder of a sink written in YAML. */
  static boolean isFree(String name) {
    return name.startsWith("camel.") || name.startsWith("sink.");
  }

  /** The name of a key that a JSON file spells in the Python tool's way or in ours. */
  String ofJson(String written) {
    if (isFree(written)) {
      return written;
    }
    String dashed = written.replace('_', '-');
    return ofOldName(dashed).orElse(dashed);
  }

  /** The known name that someone who wrote {@code unknown} probably meant. */
  Optional<String> nearest(String unknown) {
    String plain = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
    return ofOldName(plain)
        .or(() -> names().filter(name -> name.endsWith("." + plain)).findFirst())
        .or(() -> Spelling.nearest(plain, names()));
  }

  private Stream<String> names() {
    return keys.stream().map(Key::name);
  }

  private Optional<String> ofOldName(String name) {
    return keys.stream()
        .filter(key -> key.oldNames().contains(name))
        .<String>map(Key::name)
        .findFirst();
  }
}
