package solar.aps.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import solar.aps.storage.SafeFile;

/**
 * The folder of dead letters, one JSON file each. Letters to look into keep to the newest 200; a
 * letter that can be replayed is kept for 90 days.
 */
public final class DeadLetterFolder {
  /** The ending of a letter that can be replayed. */
  public static final String REPLAY = ".replay.json";

  private static final String SUFFIX = ".json";

  /** The names of letters; whatever else is in the folder is somebody else's. */
  private static final Pattern LETTER =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}-.+\\.json");

  private static final int KEPT = 200;
  private static final int KEPT_DAYS = 90;

  private final Path folder;
  private final ObjectMapper mapper;
  private final FlowListener listener;

  /**
   * @param listener is told of every letter
   */
  DeadLetterFolder(Path folder, ObjectMapper mapper, FlowListener listener) {
    this.folder = folder;
    this.mapper = mapper;
    this.listener = listener;
  }

  /**
   * Keeps a letter for the user to look into.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public synchronized void keep(DeadLetter letter) throws IOException {
    // it was given up even if the disk takes no letter
    listener.givenUp(letter);
    write(letter, SUFFIX);
    List<Path> letters = letters(name -> !name.endsWith(REPLAY));
    for (Path old : letters.subList(0, Math.max(0, letters.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }

  /**
   * Keeps a letter whose body can be sent again.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public synchronized void keepForReplay(DeadLetter letter) throws IOException {
    write(letter, REPLAY);
    listener.givenUp(letter);
    String limit = letter.when().toLocalDate().minusDays(KEPT_DAYS).toString();
    for (Path old : letters(name -> name.endsWith(REPLAY) && dayOf(name).compareTo(limit) < 0)) {
      Files.deleteIfExists(old);
    }
  }

  private void write(DeadLetter letter, String suffix) throws IOException {
    Path file = folder.resolve(letter.name() + suffix);
    // two letters of one millisecond must not take each other's place
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(letter.name() + "-" + i + suffix);
    }
    SafeFile.write(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(letter));
  }

  private List<Path> letters(Predicate<String> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> LETTER.matcher(file.getFileName().toString()).matches())
          .filter(file -> wanted.test(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  private static String dayOf(String name) {
    return name.substring(0, "uuuu-MM-dd".length());
  }
}
