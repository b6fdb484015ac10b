package solar.aps.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What may be written for a key, and what may have been meant. */
final class KeyNames {
  private final List<Key<?>> keys;
  private final List<String> ecus;
  private final Map<String, Key<?>> byName = new HashMap<>();

  /**
   * @param keys every key there is
   * @param ecus the names of the ECUs where there are several
   */
  KeyNames(List<Key<?>> keys, List<String> ecus) {
    this.keys = keys;
    this.ecus = ecus;
    keys.forEach(key -> byName.put(key.name(), key));
    ecus.forEach(
        ecu -> perEcu().map(key -> key.forEcu(ecu)).forEach(key -> byName.put(key.name(), key)));
  }

  private Stream<Key<?>> perEcu() {
    return keys.stream().filter(Key::isPerEcu);
  }

  /** Every key that may be written, those of single ECUs among them. */
  List<Key<?>> all() {
    return List.copyOf(byName.values());
  }

  boolean isKnown(String name) {
    return byName.containsKey(name);
  }

  /** Whether the key is not ours: Camel's own, or a placeholder of a sink written in YAML. */
  static boolean isFree(String name) {
    return name.startsWith("camel.") || name.startsWith("sink.");
  }

  /** Whether keys begin with this word, so that nothing else can be called that. */
  boolean beginsKeys(String word) {
    String beginning = word + ".";
    return isFree(beginning)
        || keys.stream().flatMap(Key::names).anyMatch(name -> (name + ".").startsWith(beginning));
  }

  /** The name of a key that a JSON file spells in the Python tool's way or in ours. */
  String ofJson(String written) {
    if (isFree(written)) {
      return written;
    }
    String dashed = written.replace('_', '-');
    return ofOldName(dashed).orElseGet(() -> current(dashed));
  }

  /** The name that a key has now, where an earlier version had this one for it. */
  String current(String written) {
    return keys.stream()
        .filter(key -> key.earlierNames().contains(written))
        .<String>map(Key::name)
        .findFirst()
        .orElse(written);
  }

  /** What to do about a name that is not known. */
  String advice(String unknown) {
    return ofNoEcu(unknown)
        .or(() -> nearest(unknown).map(key -> "did you mean `" + key + "`?"))
        .orElse("application.properties.example has all keys; remove it or rename it");
  }

  private Optional<String> ofNoEcu(String unknown) {
    int dot = unknown.indexOf('.');
    Key<?> key = dot < 0 ? null : byName.get(unknown.substring(dot + 1));
    if (key == null) {
      return Optional.empty();
    }
    String ecu = unknown.substring(0, dot);
    if (beginsKeys(ecu)) {
      return Optional.of("did you mean `" + key.name() + "`?");
    }
    if (!key.isPerEcu()) {
      return Optional.of(
          "`" + key.name() + "` is the same for every ECU; write it without " + Shown.of(ecu));
    }
    return Spelling.nearest(ecu, ecus.stream())
        .map(near -> "did you mean `" + near + "." + key.name() + "`?")
        .or(
            () ->
                Optional.of(
                    "no ECU has that name; add it to `ecus`, or write `" + key.name() + "`"));
  }

  /** The known name that someone who wrote {@code unknown} probably meant. */
  private Optional<String> nearest(String unknown) {
    String plain = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
    return ofOldName(plain)
        .or(() -> names().filter(name -> name.endsWith("." + plain)).findFirst())
        .or(() -> Spelling.nearest(plain, byName.keySet().stream().sorted()));
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
