package solar.aps.config;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes settings out of the command line, the environment, a file and the defaults. */
public final class SettingsLoader {
  private final KeyNames names;
  private final ZoneId systemZone;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param keys every key there is
   * @param systemZone the time zone where none is set
   */
  SettingsLoader(List<Key<?>> keys, ZoneId systemZone) {
    names = new KeyNames(keys);
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
    Stream.of(commandLine, written).forEach(this::checkNames);
    Map<String, Entry> entries = new HashMap<>();
    Stream.of(defaults(), written, environment(environment), commandLine)
        .flatMap(layer -> layer.entrySet().stream())
        .filter(entry -> !entry.getValue().text().isBlank())
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    Map<String, Object> values = values(entries);
    values.putIfAbsent(CommonKeys.TIME_ZONE.name(), systemZone);
    Settings settings =
        new Settings(
            values, free(written, commandLine), secrets(environment), warnings(entries.keySet()));
    checkPresence(settings, entries.keySet(), file.map(Path::toString).orElse("settings"));
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return settings;
  }

  private Map<String, Entry> read(Path file) throws SettingsException {
    try {
      return SettingsFile.read(file, names, faults::add);
    } catch (BadTextException e) {
      throw new SettingsException(List.of(file + " " + e.getMessage()));
    }
  }

  private static Map<String, Entry> commandLine(Map<String, String> overrides) {
    return overrides.entrySet().stream()
        .map(override -> new Entry("command line", override.getKey(), override.getValue()))
        .collect(toMap(Entry::key, entry -> entry));
  }

  private Map<String, Entry> environment(Map<String, String> environment) {
    return names.keys().stream()
        .filter(key -> environment.containsKey(key.environmentName()))
        .map(
            key ->
                new Entry(
                    "environment variable " + key.environmentName(),
                    key.name(),
                    environment.get(key.environmentName())))
        .collect(toMap(Entry::key, entry -> entry));
  }

  private Map<String, Entry> defaults() {
    return names.keys().stream()
        .flatMap(
            key -> key.defaultText().map(text -> new Entry("default", key.name(), text)).stream())
        .collect(toMap(Entry::key, entry -> entry));
  }

  private void checkNames(Map<String, Entry> layer) {
    layer.forEach(
        (name, entry) -> {
          if (!names.isKnown(name) && !KeyNames.isFree(name)) {
            String advice =
                names
                    .nearest(name)
                    .map(key -> "did you mean `" + key + "`?")
                    .orElse("application.properties.example has all keys; remove it or rename it");
            faults.add(
                "%s: unknown key %s; %s".formatted(entry.origin(), Shown.of(entry.key()), advice));
          }
        });
  }

  private Map<String, Object> values(Map<String, Entry> entries) {
    Map<String, Object> values = new HashMap<>();
    for (Key<?> key : names.keys()) {
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

  /** A key with a bad value is present: it has its fault already. */
  private void checkPresence(Settings settings, Set<String> present, String place) {
    for (Key<?> key : names.keys()) {
      if (!present.contains(key.name())) {
        String where = "the settings file or the environment variable " + key.environmentName();
        key.need()
            .apply(settings)
            .map(
                why ->
                    "%s: %s is not set or blank: %s; set it in %s"
                        .formatted(place, key.name(), why, where))
            .ifPresent(faults::add);
      }
    }
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

  private List<String> warnings(Set<String> present) {
    boolean utc = systemZone.normalized().equals(ZoneOffset.UTC);
    if (present.contains(CommonKeys.TIME_ZONE.name()) || !utc) {
      return List.of();
    }
    return List.of(
        "%1$s is not set and this host's zone is UTC; if the ECU's clock shows another time, set %1$s"
            .formatted(CommonKeys.TIME_ZONE.name()));
  }
}
