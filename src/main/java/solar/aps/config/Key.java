package solar.aps.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that can be set. It is declared beside the code that reads it, and explained in {@code
 * application.properties.example}.
 *
 * @param name the key in a properties file
 * @param format what its text means
 * @param defaultText the value when nothing is set; empty: there is none
 * @param oldNames other names under which the original Python tool's JSON file has it, with dashes
 *     for underscores
 * @param earlierNames other names under which earlier versions had it, wherever it can be set
 * @param secret whether its value must never be shown
 * @param need why it must be set, by the other settings; empty: it need not be
 * @param clash why it must not be set, by the other settings; empty: it may be
 * @param isPerEcu whether each of several ECUs may have its own value
 * @param unshared why no two ECUs may have the same value, if they may not
 * @param <T> the type of the value
 */
public record Key<T>(
    String name,
    Format<T> format,
    Optional<String> defaultText,
    List<String> oldNames,
    List<String> earlierNames,
    boolean secret,
    Function<Settings, Optional<String>> need,
    Function<Settings, Optional<String>> clash,
    boolean isPerEcu,
    Optional<String> unshared) {

  /** A key without a default, which need not be set. */
  public static <T> Key<T> of(String name, Format<T> format) {
    return new Key<>(
        name,
        format,
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        settings -> Optional.empty(),
        settings -> Optional.empty(),
        false,
        Optional.empty());
  }

  /** A key whose value is masked wherever it would be shown. */
  public static Key<Secret> secret(String name, Format<String> format) {
    Key<Secret> key = of(name, text -> new Secret(format.parse(text)));
    return new Key<>(
        name,
        key.format,
        key.defaultText,
        key.oldNames,
        key.earlierNames,
        true,
        key.need,
        key.clash,
        false,
        Optional.empty());
  }

  /** The same key with a value for when nothing is set. */
  public Key<T> withDefault(String text) {
    return new Key<>(
        name,
        format,
        Optional.of(text),
        oldNames,
        earlierNames,
        secret,
        need,
        clash,
        isPerEcu,
        unshared);
  }

  /** The same key with the name it had in the original Python tool. */
  public Key<T> formerly(String oldName) {
    return new Key<>(
        name,
        format,
        defaultText,
        List.of(oldName),
        earlierNames,
        secret,
        need,
        clash,
        isPerEcu,
        unshared);
  }

  /** The same key with the name that earlier versions had for it, which still sets it. */
  public Key<T> renamedFrom(String earlierName) {
    return new Key<>(
        name,
        format,
        defaultText,
        oldNames,
        List.of(earlierName),
        secret,
        need,
        clash,
        isPerEcu,
        unshared);
  }

  /**
   * The same key, which must be set.
   *
   * @param why what is to be set, for whoever left it out
   */
  public Key<T> required(String why) {
    return neededWhere(settings -> Optional.of(why));
  }

  /**
   * The same key, which must be set when {@code other} is on.
   *
   * @param what what that one needs, for whoever left it out
   */
  public Key<T> neededBy(Key<Boolean> other, String what) {
    String why = other.name + " needs " + what;
    return neededWhere(settings -> settings.find(other).filter(on -> on).map(on -> why));
  }

  /**
   * The same key, which must be set where the other settings give a reason.
   *
   * @param why what is to be set and why, for whoever left it out
   */
  public Key<T> neededWhere(Function<Settings, Optional<String>> why) {
    return new Key<>(
        name, format, defaultText, oldNames, earlierNames, secret, why, clash, isPerEcu, unshared);
  }

  /**
   * The same key, which must not be set where the other settings give a reason. It has no default,
   * and is the same for every ECU.
   *
   * @param why goes on after the name of the key: what it is set beside, and what to do
   */
  public Key<T> clashingWhere(Function<Settings, Optional<String>> why) {
    return new Key<>(
        name, format, defaultText, oldNames, earlierNames, secret, need, why, isPerEcu, unshared);
  }

  /**
   * The same key, which must be set when {@code other} is set.
   *
   * @param what what that one needs, for whoever left it out
   */
  public Key<T> neededWith(Key<?> other, String what) {
    String why = other.name + " needs " + what;
    return neededWhere(settings -> settings.find(other).map(set -> why));
  }

  /** The same key, of which each of several ECUs may have its own value. */
  public Key<T> perEcu() {
    return new Key<>(
        name, format, defaultText, oldNames, earlierNames, secret, need, clash, true, unshared);
  }

  /**
   * The same key, of which each ECU that needs it must have its own value.
   *
   * @param why what would happen otherwise, for whoever wrote it once for several
   */
  public Key<T> unshared(String why) {
    return new Key<>(
        name,
        format,
        defaultText,
        oldNames,
        earlierNames,
        secret,
        need,
        clash,
        true,
        Optional.of(why));
  }

  /** The key under which the ECU of this name has its own value. */
  Key<T> forEcu(String ecu) {
    return new Key<>(
        ecu + "." + name,
        format,
        Optional.empty(),
        List.of(),
        List.of(),
        secret,
        settings -> Optional.empty(),
        settings -> Optional.empty(),
        false,
        Optional.empty());
  }

  /** Every name under which it can be set, that of today first. */
  Stream<String> names() {
    return Stream.concat(Stream.of(name), earlierNames.stream());
  }

  /** The environment variable that sets it. */
  String environmentName() {
    return environmentName(name);
  }

  /** The environment variable for a key of this name. */
  static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
