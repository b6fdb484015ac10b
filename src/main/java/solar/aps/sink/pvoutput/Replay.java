package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import solar.aps.route.DeadLetterFolder;
import solar.aps.storage.SafeFile;

/** Puts statuses that were set aside back into the outbox. */
public final class Replay {
  private final Path dataDir;
  private final ObjectMapper mapper;

  /**
   * @param dataDir the folder of the outbox
   * @param mapper reads and writes the JSON of letters and statuses
   */
  public Replay(Path dataDir, ObjectMapper mapper) {
    this.dataDir = dataDir;
    this.mapper = mapper;
  }

  /** A replay that could not be done; the message says why and what to do. */
  public static final class ReplayException extends Exception {
    private static final long serialVersionUID = 1L;

    ReplayException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Puts the status of a letter, or of every letter of a folder that has one, into the outbox, and
   * deletes the letter. A newer status of the same slot is left as it is.
   *
   * @return how many letters there were
   * @throws ReplayException if a letter has no status, something cannot be read or written, or
   *     another process has the outbox
   */
  public int replay(Path letterOrFolder) throws ReplayException {
    try (Outbox outbox = Outbox.open(dataDir, mapper)) {
      List<Path> letters = letters(letterOrFolder);
      for (Path letter : letters) {
        putBack(letter, outbox);
      }
      return letters.size();
    } catch (OutboxInUseException e) {
      throw new ReplayException(
          "another aps-solar has the outbox of %s. Stop it, replay, and start it again"
              .formatted(dataDir),
          e);
    } catch (IOException e) {
      throw new ReplayException(
          "%s could not be replayed (%s). Check the path, and the rights of that folder and of %s"
              .formatted(letterOrFolder, e, dataDir),
          e);
    }
  }

  private static List<Path> letters(Path letterOrFolder) throws IOException {
    if (!Files.isDirectory(letterOrFolder)) {
      return List.of(letterOrFolder);
    }
    try (Stream<Path> files = Files.list(letterOrFolder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(DeadLetterFolder.REPLAY))
          .sorted()
          .toList();
    }
  }

  private void putBack(Path letter, Outbox outbox) throws IOException, ReplayException {
    Status status = statusIn(letter);
    boolean outdated =
        outbox
            .find(status.slot())
            .filter(other -> other.takenAt().isAfter(status.takenAt()))
            .isPresent();
    if (!outdated) {
      outbox.put(status);
      if (!outbox.isSaved(status)) {
        throw new IOException("the outbox could not be written");
      }
    }
    SafeFile.delete(letter);
  }

  private Status statusIn(Path letter) throws IOException, ReplayException {
    byte[] content = Files.readAllBytes(letter);
    try {
      JsonNode body = mapper.readTree(content).path("body");
      return mapper.treeToValue(body, Status.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new ReplayException(
          "%s holds no status; name a letter whose name ends in %s, or the folder of dead-letter.dir"
              .formatted(letter, DeadLetterFolder.REPLAY),
          e);
    }
  }
}
