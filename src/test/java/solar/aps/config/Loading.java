package solar.aps.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.ApsSolar;

/** Short ways to load settings in a test. */
public final class Loading {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Map<String, String> NOTHING = Map.of();

  private Loading() {}

  /** The settings of an ECU at 192.168.1.102 with these keys and values beside it. */
  public static Settings settings(String... keysAndValues) throws SettingsException {
    return loader().load(Optional.empty(), NOTHING, withHost(keysAndValues));
  }

  /** The faults of these keys and values, the ECU's host being set unless it is among them. */
  public static List<String> faults(String... keysAndValues) {
    return catchThrowableOfType(SettingsException.class, () -> settings(keysAndValues)).faults();
  }

  /** The one fault of a value. */
  public static String fault(String key, String value) {
    List<String> faults = faults(key, value);
    if (faults.size() != 1) {
      throw new AssertionError("expected one fault, not " + faults);
    }
    return faults.get(0);
  }

  static Settings file(Path file) throws SettingsException {
    return file(file, NOTHING);
  }

  static Settings file(Path file, Map<String, String> environment) throws SettingsException {
    return loader().load(Optional.of(file), environment, NOTHING);
  }

  static List<String> faultsOfFile(Path file) {
    return faultsOfFile(file, NOTHING);
  }

  static List<String> faultsOfFile(Path file, Map<String, String> environment) {
    return catchThrowableOfType(SettingsException.class, () -> file(file, environment)).faults();
  }

  static Path write(Path folder, String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  /** The value of each key that has one, by its name. */
  static Map<String, Object> values(Settings settings) {
    Map<String, Object> values = new HashMap<>();
    for (Key<?> key : ApsSolar.keys()) {
      settings.find(key).ifPresent(value -> values.put(key.name(), value));
    }
    return values;
  }

  private static SettingsLoader loader() {
    return new SettingsLoader(ApsSolar.keys(), BERLIN);
  }

  private static Map<String, String> withHost(String... keysAndValues) {
    Map<String, String> values = new HashMap<>(Map.of("ecu.host", "192.168.1.102"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return values;
  }
}
