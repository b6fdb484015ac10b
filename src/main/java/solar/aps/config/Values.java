package solar.aps.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The value of each key, out of all places in which it can be set. */
final class Values {
  private final Map<Key<?>, Entry> entries = new HashMap<>();
  private final Map<Key<?>, Object> parsed = new HashMap<>();

  /**
   * @param layers entries by the name of their key; the first layer beats the others
   * @param faults is told what is wrong with a value, one line each
   */
  Values(List<Map<String, Entry>> layers, Consumer<String> faults) {
    for (Key<?> key : Keys.ALL) {
      layers.stream()
          .flatMap(layer -> Optional.ofNullable(layer.get(key.name())).stream())
          .filter(entry -> !entry.text().isBlank())
          .findFirst()
          .or(() -> key.defaultText().map(text -> new Entry("default", key.name(), text)))
          .ifPresent(entry -> read(key, entry, faults));
    }
  }

  private void read(Key<?> key, Entry entry, Consumer<String> faults) {
    entries.put(key, entry);
    try {
      parsed.put(key, key.format().parse(entry.text().strip()));
    } catch (BadTextException e) {
      faults.accept(entry.fault(key.secret(), e));
    }
  }

  /** Whether the key has a value, be it good or bad. */
  boolean isSet(Key<?> key) {
    return entries.containsKey(key);
  }

  /** The value; empty if it is not set or bad. */
  @SuppressWarnings("unchecked") // the value comes from the same key's format
  <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((T) parsed.get(key));
  }

  /**
   * The value of a key that was found set and good.
   *
   * @throws java.util.NoSuchElementException if it was not
   */
  <T> T get(Key<T> key) {
    return find(key).orElseThrow();
  }
}
