package solar.aps.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that keeps the newest dead letters, one JSON file each. */
public final class DeadLetterFolder {
  private static final int KEPT = 200;
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ObjectMapper mapper;

  DeadLetterFolder(Path folder, ObjectMapper mapper) {
    this.folder = folder;
    this.mapper = mapper;
  }

  /**
   * Writes {@code letter} to a file of its own, whole or not at all, and removes the oldest letters
   * over the limit.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public synchronized void keep(DeadLetter letter) throws IOException {
    Files.createDirectories(folder);
    Path file = freeFile(letter.name());
    Path beside = folder.resolve(file.getFileName() + ".part");
    Files.write(beside, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(letter));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    removeOldest();
  }

  /** Two letters of one millisecond must not take each other's place. */
  private Path freeFile(String name) {
    Path file = folder.resolve(name + SUFFIX);
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(name + "-" + i + SUFFIX);
    }
    return file;
  }

  private void removeOldest() throws IOException {
    List<Path> letters;
    try (Stream<Path> files = Files.list(folder)) {
      letters =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
    }
    for (Path old : letters.subList(0, Math.max(0, letters.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }
}
