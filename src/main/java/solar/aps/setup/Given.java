package solar.aps.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.SettingsException;
import solar.aps.config.Shown;
import solar.aps.config.WrittenSettings;

/**
 * The answers that are there before a question is asked: of the command line, and of the
 * environment.
 */
final class Given {
  private Given() {}

  /**
   * The texts by the names of their keys; a blank one stands for a key that is not to be set.
   *
   * @param commandLine beats the environment
   * @throws SettingsException if one cannot be used; it names all faults at once
   */
  static Map<String, String> of(
      List<Key<?>> keys, Map<String, String> commandLine, Map<String, String> environment)
      throws SettingsException {
    List<String> faults = new ArrayList<>();
    Map<String, String> given = new HashMap<>(WrittenSettings.ofEnvironment(keys, environment));
    commandLine.forEach(
        (name, text) -> {
          fault(keys, name).ifPresent(faults::add);
          given.put(name, text.strip());
        });
    for (Key<?> key : keys) {
      String text = given.getOrDefault(key.name(), "");
      try {
        if (!text.isEmpty()) {
          key.format().parse(text);
        }
      } catch (BadTextException e) {
        faults.add(
            "%s%s %s"
                .formatted(key.name(), key.secret() ? "" : "=" + Shown.of(text), e.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return given;
  }

  private static Optional<String> fault(List<Key<?>> keys, String name) {
    Optional<Key<?>> key = keys.stream().filter(known -> known.name().equals(name)).findFirst();
    if (key.isPresent()) {
      return key.filter(Key::secret)
          .map(
              secret ->
                  "--set %s shows a secret to everybody on this machine; set it in the environment variable %s instead"
                      .formatted(name, WrittenSettings.environmentName(secret)));
    }
    String advice = WrittenSettings.advice(keys, name);
    return advice.isEmpty()
        ? Optional.empty()
        : Optional.of("--set: unknown key %s; %s".formatted(name, advice));
  }
}
