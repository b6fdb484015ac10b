package solar.aps.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A file of settings: the Python tool's JSON if its name ends in .json, else properties. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * The entries of the file, by the names of their keys.
   *
   * @param names knows what the Python tool and earlier versions called them
   * @param faults gets a line for each key that stands twice or has no single value
   * @throws BadTextException if the file cannot be read, or is not what its name promises
   */
  static Map<String, Entry> read(Path file, KeyNames names, Consumer<String> faults)
      throws BadTextException {
    String text = text(file);
    boolean json = isJson(file);
    Consumer<String> faultsHere = fault -> faults.accept(file + ": " + fault);
    Map<String, Entry> entries = new LinkedHashMap<>();
    BiConsumer<String, String> add =
        (key, value) -> {
          String name = json ? names.ofJson(key) : names.current(key);
          Entry first = entries.putIfAbsent(name, new Entry(file.toString(), key, value));
          if (first != null) {
            faultsHere.accept(twice(first.key(), key));
          }
        };
    if (json) {
      JsonText.read(text, add, faultsHere);
    } else {
      PropertiesText.read(text, add);
    }
    return entries;
  }

  private static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static String twice(String first, String second) {
    return first.equals(second)
        ? Shown.of(first) + " stands there more than once; keep one of them"
        : "%s and %s are the same setting; keep one of them"
            .formatted(Shown.of(first), Shown.of(second));
  }

  private static String text(Path file) throws BadTextException {
    if (Files.isDirectory(file)) {
      throw new BadTextException("is a folder; name the settings file in it");
    }
    return TextFile.read(
        file,
        isJson(file)
            ? "name the file that is meant with --config"
            : "copy application.properties.example to that name and set what it asks for,"
                + " or name another file with --config");
  }
}
