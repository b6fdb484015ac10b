package solar.aps.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is set, checked: the value of each {@link Key}, and the free keys under {@code
 * camel.} and {@code sink.} as they were written. It cannot be changed.
 */
public final class Settings {
  /** A shorter value would be masked in the middle of words. */
  private static final int SHORTEST_SECRET = 4;

  private static final Pattern SECRET_NAME =
      Pattern.compile("password|passphrase|secret|token|key", Pattern.CASE_INSENSITIVE);

  /** By the name of the key. */
  private final Map<String, Object> values;

  /** What single ECUs have of their own, by the name of the ECU and that of the key. */
  private final Map<String, Map<String, Object>> own;

  private final Map<String, String> camelProperties;
  private final Set<String> secrets;
  private final List<String> warnings;

  /**
   * @param values what the texts of the keys mean, by the name of the key
   * @param own what single ECUs have of their own, by the name of the ECU and that of the key
   * @param secrets what must never be shown and stands in no value of these, such as values of
   *     environment variables that YAML sinks may use
   */
  Settings(
      Map<String, Object> values,
      Map<String, Map<String, Object>> own,
      Map<String, String> camelProperties,
      Set<String> secrets,
      List<String> warnings) {
    this.values = new TreeMap<>(values);
    this.own = Map.copyOf(own);
    this.camelProperties = Map.copyOf(camelProperties);
    this.secrets = Set.copyOf(secrets);
    this.warnings = List.copyOf(warnings);
  }

  /** The settings of one ECU: what it has of its own beats what is set for all. */
  public Settings of(String ecu) {
    Map<String, Object> combined = new TreeMap<>(values);
    combined.putAll(own.getOrDefault(ecu, Map.of()));
    // what this ECU has instead of the value for all does not make that one public
    Set<String> hidden =
        Stream.concat(secrets.stream(), declaredSecrets(values)).collect(Collectors.toSet());
    return new Settings(combined, own, camelProperties, hidden, warnings);
  }

  private static Stream<String> declaredSecrets(Map<String, Object> values) {
    return values.values().stream()
        .filter(Secret.class::isInstance)
        .map(secret -> ((Secret) secret).value());
  }

  /** The value, or the default; empty if there is neither. */
  @SuppressWarnings("unchecked") // the value comes from the same key's format
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((T) values.get(key.name()));
  }

  /** The same as {@link #of} has it for one ECU, without making settings of their own for it. */
  @SuppressWarnings("unchecked") // the value comes from the same key's format
  public <T> Optional<T> find(Key<T> key, String ecu) {
    Optional<T> ofItsOwn = Optional.ofNullable((T) own.getOrDefault(ecu, Map.of()).get(key.name()));
    return ofItsOwn.or(() -> find(key));
  }

  /**
   * The value, or the default.
   *
   * @throws NoSuchElementException if there is neither
   */
  public <T> T get(Key<T> key) {
    return find(key)
        .orElseThrow(() -> new NoSuchElementException(key.name() + " has no value and no default"));
  }

  /**
   * The same settings with another value, for every ECU that has none of its own. It need not keep
   * the bounds that users must keep.
   */
  public <T> Settings with(Key<T> key, T value) {
    Map<String, Object> changed = new TreeMap<>(values);
    changed.put(key.name(), value);
    return new Settings(changed, own, camelProperties, secrets, warnings);
  }

  /** The keys under {@code camel.} and {@code sink.} with their values, as they were written. */
  public Map<String, String> camelProperties() {
    return camelProperties;
  }

  /** What is allowed but probably not meant, one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The text as it may be shown, whoever wrote it: with a mask wherever a secret of these settings
   * stands in it, and without what a terminal would obey. Secrets are the value of every key that
   * is declared secret, and of every free key whose name says that it is one.
   */
  public String masked(String text) {
    Stream<String> declared =
        Stream.concat(Stream.of(values), own.values().stream()).flatMap(Settings::declaredSecrets);
    Stream<String> free =
        camelProperties.entrySet().stream()
            .filter(entry -> namesSecret(entry.getKey()))
            .map(Map.Entry::getValue);
    return Shown.printable(
        Stream.of(declared, free, secrets.stream())
            .flatMap(secrets -> secrets)
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .distinct()
            // one that begins with another must be masked whole
            .sorted(Comparator.comparingInt(String::length).reversed())
            .reduce(text, (masked, secret) -> masked.replace(secret, Secret.MASK)));
  }

  /** Whether a free key or an environment variable of this name holds a secret. */
  static boolean namesSecret(String name) {
    return SECRET_NAME.matcher(name).find();
  }

  /** Leaves out the values of the free keys: a sink's password may be among them. */
  @Override
  public String toString() {
    return "Settings%s, of single ECUs %s, free keys %s, warnings %s"
        .formatted(values, own, camelProperties.keySet(), warnings);
  }
}
