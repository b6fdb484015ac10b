package solar.aps.config;

import java.util.List;
import java.util.Map;

/**
 * What loading the settings gave.
 *
 * @param settings the checked settings
 * @param camelProperties the keys under {@code camel.} and {@code sink.} with their values, as they
 *     were written
 * @param warnings what is allowed but probably not meant, one sentence each
 */
public record LoadedSettings(
    Settings settings, Map<String, String> camelProperties, List<String> warnings) {

  /**
   * @throws NullPointerException if a component is null
   */
  public LoadedSettings {
    camelProperties = Map.copyOf(camelProperties);
    warnings = List.copyOf(warnings);
  }

  /** Leaves out the values of {@link #camelProperties}: a sink's password may be among them. */
  @Override
  public String toString() {
    return "LoadedSettings[settings=%s, camelProperties=%s, warnings=%s]"
        .formatted(settings, camelProperties.keySet(), warnings);
  }
}
