package solar.aps.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that can be set. It is declared beside the code that reads it, and explained in {@code
 * application.properties.example}.
 *
 * @param name the key in a properties file
 * @param format what its text means
 * @param defaultText the value when nothing is set; empty: there is none
 * @param oldNames other names under which the original Python tool's JSON file has it, with dashes
 *     for underscores
 * @param secret whether its value must never be shown
 * @param need why it must be set, by the other settings; empty: it need not be
 * @param isPerEcu whether each of several ECUs may have its own value
 * @param unshared why no two ECUs may have the same value, if they may not
 * @param <T> the type of the value
 */
public record Key<T>(
    String name,
    Format<T> format,
    Optional<String> defaultText,
    List<String> oldNames,
    boolean secret,
    Function<Settings, Optional<String>> need,
    boolean isPerEcu,
    Optional<String> unshared) {

  /** A key without a default, which need not be set. */
  public static <T> Key<T> of(String name, Format<T> format) {
    return new Key<>(
        name,
        format,
        Optional.empty(),
        List.of(),
        false,
        settings -> Optional.empty(),
        false,
        Optional.empty());
  }

  /** A key whose value is masked wherever it would be shown. */
  public static Key<Secret> secret(String name, Format<String> format) {
    Key<Secret> key = of(name, text -> new Secret(format.parse(text)));
    return new Key<>(
        name, key.format, key.defaultText, key.oldNames, true, key.need, false, Optional.empty());
  }

  /** The same key with a value for when nothing is set. */
  public Key<T> withDefault(String text) {
    return new Key<>(name, format, Optional.of(text), oldNames, secret, need, isPerEcu, unshared);
  }

  /** The same key with the name it had in the original Python tool. */
  public Key<T> formerly(String oldName) {
    return new Key<>(name, format, defaultText, List.of(oldName), secret, need, isPerEcu, unshared);
  }

  /**
   * The same key, which must be set.
   *
   * @param why what is to be set, for whoever left it out
   */
  public Key<T> required(String why) {
    return needed(settings -> Optional.of(why));
  }

  /**
   * The same key, which must be set when {@code other} is on.
   *
   * @param what what that one needs, for whoever left it out
   */
  public Key<T> neededBy(Key<Boolean> other, String what) {
    String why = other.name + " needs " + what;
    return needed(settings -> settings.find(other).filter(on -> on).map(on -> why));
  }

  private Key<T> needed(Function<Settings, Optional<String>> why) {
    return new Key<>(name, format, defaultText, oldNames, secret, why, isPerEcu, unshared);
  }

  /** The same key, of which each of several ECUs may have its own value. */
  public Key<T> perEcu() {
    return new Key<>(name, format, defaultText, oldNames, secret, need, true, unshared);
  }

  /**
   * The same key, of which each ECU that needs it must have its own value.
   *
   * @param why what would happen otherwise, for whoever wrote it once for several
   */
  public Key<T> unshared(String why) {
    return new Key<>(name, format, defaultText, oldNames, secret, need, true, Optional.of(why));
  }

  /** The key under which the ECU of this name has its own value. */
  Key<T> forEcu(String ecu) {
    return new Key<>(
        ecu + "." + name,
        format,
        Optional.empty(),
        List.of(),
        secret,
        settings -> Optional.empty(),
        false,
        Optional.empty());
  }

  /** The environment variable that sets it. */
  String environmentName() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
