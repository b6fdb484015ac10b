package solar.aps.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import solar.aps.config.Key;
import solar.aps.config.SettingsException;
import solar.aps.config.WrittenSettings;
import solar.aps.storage.FolderTrial;
import solar.aps.storage.SafeFile;

/**
 * The settings file that is written.
 *
 * @param file where it is
 */
record SettingsPlace(Path file) {
  /** That of the package, whose service has a user of its own. */
  static final Path OF_THE_SERVICE = Path.of("/etc/aps-solar/application.properties");

  private static final String GROUP_OF_THE_SERVICE = "aps-solar";

  /**
   * What is set there until now, by the names of the keys; nothing if it is the example.
   *
   * @throws SettingsException if it cannot be read or written, or is none for this
   */
  Map<String, String> before(List<Key<?>> keys) throws SettingsException {
    if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      throw fault(
          "is JSON, and --setup writes a properties file; name one, as in --config application.properties");
    }
    try {
      FolderTrial.write(file.toAbsolutePath().getParent());
      if (!Files.exists(file) || content().equals(SettingsText.example())) {
        return Map.of();
      }
    } catch (IOException e) {
      throw new SettingsException(List.of(FolderTrial.refusal(file, e)));
    }
    Map<String, String> before = WrittenSettings.ofFile(keys, file);
    if (before.containsKey("ecus") || "none".equalsIgnoreCase(before.get("ecu.source"))) {
      throw fault(
          "names several ECUs, or none, and --setup asks for one; change it with an editor, or name another file with --config");
    }
    return before;
  }

  private String content() throws IOException {
    return Files.isDirectory(file)
        ? "" // said by whoever reads it as settings
        : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /**
   * Writes the file so that nobody but those who need it may read it; one that was there is kept.
   *
   * @return where that is kept; empty if there was none
   * @throws SettingsException if it cannot be written
   */
  Optional<Path> write(String text) throws SettingsException {
    try {
      Optional<GroupPrincipal> readers = readers();
      Optional<Path> kept = Optional.empty();
      if (Files.exists(file)) {
        Path backup = file.resolveSibling(file.getFileName() + ".bak");
        SafeFile.writeSecret(backup, Files.readAllBytes(file), readers);
        kept = Optional.of(backup);
      }
      SafeFile.writeSecret(file, text.getBytes(StandardCharsets.UTF_8), readers);
      return kept;
    } catch (IOException e) {
      throw new SettingsException(List.of(FolderTrial.refusal(file, e)));
    }
  }

  /** Whether it is that of the package. */
  boolean isOfTheService() {
    return file.toAbsolutePath().normalize().equals(OF_THE_SERVICE);
  }

  private Optional<GroupPrincipal> readers() {
    if (!isOfTheService()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          file.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(GROUP_OF_THE_SERVICE));
    } catch (IOException e) {
      return Optional.empty(); // there is no such service here
    }
  }

  private SettingsException fault(String words) {
    return new SettingsException(List.of(file + " " + words));
  }
}
