package solar.aps.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is remembered from one run to the next, as lines of text. It is not waited for until the
 * disk has it, and losing it is not worth a fault.
 */
public final class MemoryFile {
  private final Path file;
  private final boolean kept;

  /**
   * @param kept whether it is written
   */
  public MemoryFile(Path file, boolean kept) {
    this.file = file;
    this.kept = kept;
  }

  /** The lines as they were written last; none before that. */
  public List<String> read() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // the first run
    }
  }

  /** Remembers these lines in the place of those before. */
  public void write(List<String> lines) {
    try {
      if (kept) {
        SafeFile.replace(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return; // the next one may have a place again
    }
  }
}
