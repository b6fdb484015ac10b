package solar.aps.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a settings file: the example, in which keys are set. */
final class SettingsText {
  private static final Pattern SETTING = Pattern.compile("(# )?([a-z][a-z0-9.-]*)=.*");
  private static final String CARRIED_OVER =
      "\n\n# --- Carried over "
          + "-".repeat(82)
          + "\n\n# What the file before this one set besides.\n";

  private SettingsText() {}

  /** The example as it comes with the program. */
  static String example() {
    try (InputStream resource =
        SettingsText.class.getResourceAsStream("application.properties.example")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The example with these keys set in their places; what has none there stands at the end.
   *
   * @param texts the values, by the names of the keys
   */
  static String of(Map<String, String> texts) {
    Map<String, String> left = new TreeMap<>(texts);
    String inPlace =
        example().lines().map(line -> line(line, left)).collect(Collectors.joining("\n", "", "\n"));
    return left.isEmpty()
        ? inPlace
        : left.entrySet().stream()
            .map(entry -> setting(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n", inPlace + CARRIED_OVER, "\n"));
  }

  private static String line(String line, Map<String, String> left) {
    Matcher setting = SETTING.matcher(line);
    String text = setting.matches() ? left.remove(setting.group(2)) : null;
    return text == null ? line : setting(setting.group(2), text);
  }

  private static String setting(String key, String text) {
    return escaped(key).replaceAll("[ :=#!]", "\\\\$0") + "=" + escaped(text);
  }

  /** A value has no white space around it. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\f", "\\f");
  }
}
