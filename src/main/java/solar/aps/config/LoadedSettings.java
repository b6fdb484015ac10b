package solar.aps.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What loading the settings gave.
 *
 * @param settings the checked settings
 * @param camelProperties the keys under {@code camel.} and {@code sink.} with their values, as they
 *     were written
 * @param environmentSecrets values of environment variables that YAML sinks may use and whose names
 *     say that they are secrets
 * @param warnings what is allowed but probably not meant, one sentence each
 */
public record LoadedSettings(
    Settings settings,
    Map<String, String> camelProperties,
    Set<String> environmentSecrets,
    List<String> warnings) {
  /** A shorter value would be masked in the middle of words. */
  private static final int SHORTEST_SECRET = 4;

  private static final Pattern SECRET_NAME =
      Pattern.compile("password|passphrase|secret|token|key", Pattern.CASE_INSENSITIVE);

  /**
   * @throws NullPointerException if a component is null
   */
  public LoadedSettings {
    camelProperties = Map.copyOf(camelProperties);
    environmentSecrets = Set.copyOf(environmentSecrets);
    warnings = List.copyOf(warnings);
  }

  /**
   * The text with a mask wherever a secret of these settings stands in it: the API key, and the
   * value of every free key whose name says that it is one.
   */
  public String masked(String text) {
    Stream<String> free =
        camelProperties.entrySet().stream()
            .filter(entry -> namesSecret(entry.getKey()))
            .map(Map.Entry::getValue);
    return Stream.of(
            Stream.of(settings.pvOutput().apiKey().value()), free, environmentSecrets.stream())
        .flatMap(secrets -> secrets)
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .reduce(text, (masked, secret) -> masked.replace(secret, "****"));
  }

  /** Whether a key or an environment variable of this name holds a secret. */
  static boolean namesSecret(String name) {
    return SECRET_NAME.matcher(name).find();
  }

  /** Leaves out the values of {@link #camelProperties}: a sink's password may be among them. */
  @Override
  public String toString() {
    return "LoadedSettings[settings=%s, camelProperties=%s, warnings=%s]"
        .formatted(settings, camelProperties.keySet(), warnings);
  }
}
