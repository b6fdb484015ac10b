package solar.aps.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.storage.SafeFile;

/**
 * What is remembered of an ECU from one run to the next, as lines of text. Losing it is not worth a
 * fault.
 */
final class MemoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);

  private final Path file;
  private final boolean kept;

  /**
   * @param name what is remembered; one of several ECUs has its own name behind it
   * @param kept whether it is written
   */
  MemoryFile(Ecu ecu, String name, boolean kept) {
    this.file =
        ecu.services()
            .settings()
            .get(CommonKeys.DATA_DIR)
            .resolve(ecu.label() == null ? name : name + "-" + ecu.label());
    this.kept = kept;
  }

  /** The lines as they were written last; none before that. */
  List<String> read() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // the first run
    }
  }

  void write(List<String> lines) {
    try {
      if (kept) {
        SafeFile.replace(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      LOG.debug("{} could not be kept: {}", file, e.toString());
    }
  }
}
