package solar.aps.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final Pattern SECRET_NAME =
      Pattern.compile("password|passphrase|secret|token|key", Pattern.CASE_INSENSITIVE);

  /**
   * @throws NullPointerException if a component is null
   */
  public LoadedSettings {
    camelProperties = Map.copyOf(camelProperties);
    warnings = List.copyOf(warnings);
  }

  /**
   * The text with a mask wherever a secret of these settings stands in it: the API key, and the
   * value of every free key whose name says that it is one.
   */
  public String masked(String text) {
    Stream<String> free =
        camelProperties.entrySet().stream()
            .filter(entry -> SECRET_NAME.matcher(entry.getKey()).find())
            .map(Map.Entry::getValue);
    return Stream.concat(Stream.of(settings.pvOutput().apiKey().value()), free)
        .filter(secret -> !secret.isBlank())
        .reduce(text, (masked, secret) -> masked.replace(secret, "****"));
  }

  /** Leaves out the values of {@link #camelProperties}: a sink's password may be among them. */
  @Override
  public String toString() {
    return "LoadedSettings[settings=%s, camelProperties=%s, warnings=%s]"
        .formatted(settings, camelProperties.keySet(), warnings);
  }
}
