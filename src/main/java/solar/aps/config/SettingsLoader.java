package solar.aps.config;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes settings out of the command line, the environment, a file and the defaults. */
public final class SettingsLoader {
  private SettingsLoader() {}

  /**
   * Loads and checks the settings. The overrides beat the environment, which beats the file, which
   * beats the defaults. A blank value counts as not set, wherever it stands.
   *
   * @param file the settings file; empty: environment and defaults only
   * @param environment the environment variables
   * @param overrides values from the command line, by key
   * @throws SettingsException if the file cannot be read or anything in the settings is wrong; it
   *     tells all faults at once
   */
  public static LoadedSettings load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides)
      throws SettingsException {
    return load(file, environment, overrides, ZoneId.systemDefault());
  }

  static LoadedSettings load(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> overrides,
      ZoneId systemZone)
      throws SettingsException {
    List<String> faults = new ArrayList<>();
    Map<String, Entry> written = file.isPresent() ? read(file.get(), faults::add) : Map.of();
    Map<String, Entry> commandLine = commandLine(overrides);
    Stream.of(commandLine, written).forEach(layer -> checkNames(layer, faults::add));
    Values values =
        new Values(List.of(commandLine, environment(environment), written), faults::add);
    checkPresence(
        values, fault -> faults.add(file.map(Path::toString).orElse("settings") + ": " + fault));
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return new LoadedSettings(
        Assembly.settings(values, systemZone),
        free(written, commandLine),
        secrets(environment),
        warnings(values, systemZone));
  }

  private static Map<String, Entry> read(Path file, Consumer<String> faults)
      throws SettingsException {
    try {
      return SettingsFile.read(file, faults);
    } catch (BadTextException e) {
      throw new SettingsException(List.of(file + " " + e.getMessage()));
    }
  }

  private static Map<String, Entry> commandLine(Map<String, String> overrides) {
    return overrides.entrySet().stream()
        .map(override -> new Entry("command line", override.getKey(), override.getValue()))
        .collect(toMap(Entry::key, entry -> entry));
  }

  private static Map<String, Entry> environment(Map<String, String> environment) {
    return Keys.ALL.stream()
        .filter(key -> environment.containsKey(key.environmentName()))
        .map(
            key ->
                new Entry(
                    "environment variable " + key.environmentName(),
                    key.name(),
                    environment.get(key.environmentName())))
        .collect(toMap(Entry::key, entry -> entry));
  }

  private static void checkNames(Map<String, Entry> layer, Consumer<String> faults) {
    layer.forEach(
        (name, entry) -> {
          if (!Keys.isKnown(name) && !Keys.isFree(name)) {
            String advice =
                Keys.nearest(name)
                    .map(key -> "did you mean `" + key + "`?")
                    .orElse("application.properties.example has all keys; remove it or rename it");
            faults.accept(
                "%s: unknown key %s; %s".formatted(entry.origin(), Shown.of(entry.key()), advice));
          }
        });
  }

  private static void checkPresence(Values values, Consumer<String> faults) {
    require(Keys.ECU_HOST, "it is the ECU's address, as in 192.168.1.102", values, faults);
    if (values.find(Keys.SCALE_MISSING).orElse(false)) {
      String why = "%s needs the number of panels".formatted(Keys.SCALE_MISSING.name());
      require(Keys.EXPECTED_COUNT, why, values, faults);
    }
    if (values.find(Keys.PUBLISH).orElse(false)) {
      String why =
          "%s needs it; it stands on the Settings page of pvoutput.org"
              .formatted(Keys.PUBLISH.name());
      require(Keys.API_KEY, why, values, faults);
      require(Keys.SYSTEM_ID, why, values, faults);
    }
  }

  private static void require(Key<?> key, String why, Values values, Consumer<String> faults) {
    if (!values.isSet(key)) {
      String where = "the settings file or the environment variable " + key.environmentName();
      faults.accept("%s is not set or blank: %s; set it in %s".formatted(key.name(), why, where));
    }
  }

  private static Map<String, String> free(Map<String, Entry> weak, Map<String, Entry> strong) {
    return Stream.of(weak, strong)
        .flatMap(layer -> layer.values().stream())
        .filter(entry -> Keys.isFree(entry.key()))
        .collect(toMap(Entry::key, Entry::text, (weaker, stronger) -> stronger));
  }

  /** Camel itself looks in the environment for the keys of YAML sinks, and for its own. */
  private static Set<String> secrets(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().matches("(?i)(SINK|CAMEL)_.*"))
        .filter(variable -> LoadedSettings.namesSecret(variable.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private static List<String> warnings(Values values, ZoneId systemZone) {
    boolean utc = systemZone.normalized().equals(ZoneOffset.UTC);
    if (values.isSet(Keys.TIME_ZONE) || !utc) {
      return List.of();
    }
    return List.of(
        "%1$s is not set and this host's zone is UTC; if the ECU's clock shows another time, set %1$s"
            .formatted(Keys.TIME_ZONE.name()));
  }
}
