package solar.aps.config;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes settings out of the command line, the environment, a file and the defaults. */
public final class SettingsLoader {
  private final List<Key<?>> keys;
  private final ZoneId systemZone;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param keys every key there is
   * @param systemZone the time zone where none is set
   */
  SettingsLoader(List<Key<?>> keys, ZoneId systemZone) {
    this.keys = keys;
    this.systemZone = systemZone;
  }

  /**
   * Loads and checks the settings. The overrides beat the environment, which beats the file, which
   * beats the defaults. A blank value counts as not set, wherever it stands.
   *
   * @param keys every key there is
   * @param file the settings file; empty: environment and defaults only
   * @param environment the environment variables
   * @param overrides values from the command line, by key
   * @throws SettingsException if the file cannot be read or anything in the settings is wrong; it
   *     names all faults at once
   */
  public static Settings load(
      List<Key<?>> keys,
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> overrides)
      throws SettingsException {
    return new SettingsLoader(keys, ZoneId.systemDefault()).load(file, environment, overrides);
  }

  Settings load(Optional<Path> file, Map<String, String> environment, Map<String, String> overrides)
      throws SettingsException {
    Map<String, Entry> written = file.isPresent() ? read(file.get()) : Map.of();
    Map<String, Entry> commandLine = commandLine(overrides);
    List<String> ecus =
        ecus(
            combined(
                Stream.of(
                    written, environment(List.of(CommonKeys.ECUS), environment), commandLine)));
    KeyNames names = new KeyNames(keys, ecus);
    Stream.of(commandLine, written).forEach(layer -> checkNames(layer, names));
    Map<String, Entry> entries =
        combined(
            Stream.of(defaults(), written, environment(names.all(), environment), commandLine));
    Map<String, Object> values = values(keys, entries);
    values.putIfAbsent(CommonKeys.TIME_ZONE.name(), systemZone);
    Settings settings =
        new Settings(
            values,
            ecus.stream().collect(toMap(ecu -> ecu, ecu -> own(ecu, entries))),
            free(written, commandLine),
            secrets(environment),
            warnings(entries.keySet(), ecus));
    String place = file.map(Path::toString).orElse("settings");
    faults.addAll(new SettingsRules(keys, settings, ecus, place).faults(entries.keySet()));
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return settings;
  }

  private Map<String, Entry> read(Path file) throws SettingsException {
    try {
      return SettingsFile.read(file, new KeyNames(keys, List.of()), faults::add);
    } catch (BadTextException e) {
      throw new SettingsException(List.of(file + " " + e.getMessage()));
    }
  }

  private Map<String, Entry> commandLine(Map<String, String> overrides) {
    KeyNames names = new KeyNames(keys, List.of());
    return overrides.entrySet().stream()
        .collect(
            toMap(
                override -> names.current(override.getKey()),
                override -> new Entry("command line", override.getKey(), override.getValue())));
  }

  private static Map<String, Entry> combined(Stream<Map<String, Entry>> weakestFirst) {
    Map<String, Entry> entries = new HashMap<>();
    weakestFirst
        .flatMap(layer -> layer.entrySet().stream())
        .filter(entry -> !entry.getValue().text().isBlank())
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  /** The names of the ECUs, without which it is not known what else may be set. */
  private List<String> ecus(Map<String, Entry> entries) throws SettingsException {
    Entry entry = entries.get(CommonKeys.ECUS.name());
    if (entry == null) {
      return List.of();
    }
    try {
      List<String> ecus = CommonKeys.ECUS.format().parse(entry.text().strip());
      KeyNames names = new KeyNames(keys, List.of());
      for (String ecu : ecus) {
        if (names.beginsKeys(ecu)) {
          throw new BadTextException(
              "gives an ECU the name %1$s, with which other keys begin; write another name, as in my-%1$s"
                  .formatted(ecu));
        }
      }
      return ecus;
    } catch (BadTextException e) {
      throw new SettingsException(List.of(entry.fault(false, e)));
    }
  }

  private Map<String, Entry> environment(List<Key<?>> wanted, Map<String, String> environment) {
    return wanted.stream()
        .flatMap(key -> entry(key, environment).stream())
        .collect(toMap(Entry::key, entry -> entry));
  }

  /** Under the name of today and an earlier one it may stand twice, if both say the same. */
  private Optional<Entry> entry(Key<?> key, Map<String, String> environment) {
    List<String> variables =
        key.names()
            .map(Key::environmentName)
            .filter(environment::containsKey)
            .sorted(Comparator.comparing(variable -> environment.get(variable).isBlank()))
            .toList();
    List<String> texts =
        variables.stream()
            .map(environment::get)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList();
    if (texts.size() > 1) {
      faults.add(
          "environment variables %s are the same setting and differ; keep %s only"
              .formatted(String.join(" and ", variables), variables.get(0)));
    }
    return variables.stream()
        .findFirst()
        .map(
            variable ->
                new Entry(
                    "environment variable " + variable, key.name(), environment.get(variable)));
  }

  private Map<String, Entry> defaults() {
    return keys.stream()
        .flatMap(
            key -> key.defaultText().map(text -> new Entry("default", key.name(), text)).stream())
        .collect(toMap(Entry::key, entry -> entry));
  }

  private void checkNames(Map<String, Entry> layer, KeyNames names) {
    layer.forEach(
        (name, entry) -> {
          if (!names.isKnown(name) && !KeyNames.isFree(name)) {
            faults.add(
                "%s: unknown key %s; %s"
                    .formatted(entry.origin(), Shown.of(entry.key()), names.advice(name)));
          }
        });
  }

  private Map<String, Object> values(List<Key<?>> wanted, Map<String, Entry> entries) {
    Map<String, Object> values = new HashMap<>();
    for (Key<?> key : wanted) {
      Entry entry = entries.get(key.name());
      try {
        if (entry != null) {
          values.put(key.name(), key.format().parse(entry.text().strip()));
        }
      } catch (BadTextException e) {
        faults.add(entry.fault(key.secret(), e));
      }
    }
    return values;
  }

  /** What this ECU has of its own, by the names that the keys have for all. */
  private Map<String, Object> own(String ecu, Map<String, Entry> entries) {
    List<Key<?>> wanted =
        keys.stream().filter(Key::isPerEcu).<Key<?>>map(key -> key.forEcu(ecu)).toList();
    return values(wanted, entries).entrySet().stream()
        .collect(toMap(own -> own.getKey().substring(ecu.length() + 1), Map.Entry::getValue));
  }

  private static Map<String, String> free(Map<String, Entry> weak, Map<String, Entry> strong) {
    return Stream.of(weak, strong)
        .flatMap(layer -> layer.values().stream())
        .filter(entry -> KeyNames.isFree(entry.key()))
        .collect(toMap(Entry::key, Entry::text, (weaker, stronger) -> stronger));
  }

  /** Camel itself looks in the environment for the keys of YAML sinks, and for its own. */
  private static Set<String> secrets(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().matches("(?i)(SINK|CAMEL)_.*"))
        .filter(variable -> Settings.namesSecret(variable.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private List<String> warnings(Set<String> present, List<String> ecus) {
    boolean utc = systemZone.normalized().equals(ZoneOffset.UTC);
    boolean set =
        present.contains(CommonKeys.TIME_ZONE.name())
            || (!ecus.isEmpty()
                && ecus.stream()
                    .map(CommonKeys.TIME_ZONE::forEcu)
                    .map(Key::name)
                    .allMatch(present::contains));
    if (set || !utc) {
      return List.of();
    }
    return List.of(
        "%1$s is not set and this host's zone is UTC; if the ECU's clock shows another time, set %1$s"
            .formatted(CommonKeys.TIME_ZONE.name()));
  }
}
