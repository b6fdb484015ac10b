package solar.aps.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.storage.SafeFile;

/**
 * The folder of dead letters, one JSON file each. Letters to look into keep to the newest 200, and
 * letters that can be replayed to the newest 20,000; both to 64 MiB. None is deleted because of its
 * age: the clock may be wrong.
 */
public final class DeadLetterFolder {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFolder.class);

  private static final String REPLAY = ".replay.json";

  private static final String SUFFIX = ".json";

  /** The names of letters; whatever else is in the folder is somebody else's. */
  private static final Pattern LETTER =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}-.+\\.json");

  private static final int KEPT = 200;
  private static final int KEPT_FOR_REPLAY = 20_000;
  private static final long KEPT_BYTES = 64L << 20;

  /** Looking through thousands of files for each letter would make many letters slow. */
  private static final int LETTERS_BETWEEN_CLEARINGS = 100;

  private final Path folder;
  private final Supplier<ObjectMapper> mapper;
  private final Consumer<DeadLetter> listener;
  private int untilClearing;
  private String lastName = "";
  private int sameName;

  /**
   * @param mapper is asked for when there is something to write
   * @param listener gets every letter
   */
  public DeadLetterFolder(
      Path folder, Supplier<ObjectMapper> mapper, Consumer<DeadLetter> listener) {
    this.folder = folder;
    this.mapper = mapper;
    this.listener = listener;
  }

  /**
   * Keeps the letter of something that failed for good.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public synchronized void keep(DeadLetter letter) throws IOException {
    // it failed for good even if the disk takes no letter
    listener.accept(letter);
    if (letter.holdsReading()) {
      writeForReplay(letter);
    } else {
      write(letter, SUFFIX);
      clear(name -> !name.endsWith(REPLAY), KEPT);
    }
  }

  /**
   * Keeps a letter of something that counts as failed only when this is done.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public synchronized void keepForReplay(DeadLetter letter) throws IOException {
    writeForReplay(letter);
    listener.accept(letter);
  }

  private void writeForReplay(DeadLetter letter) throws IOException {
    write(letter, REPLAY);
    if (--untilClearing < 0) {
      untilClearing = LETTERS_BETWEEN_CLEARINGS;
      clear(name -> name.endsWith(REPLAY), KEPT_FOR_REPLAY);
    }
  }

  private void write(DeadLetter letter, String suffix) throws IOException {
    String name = letter.name() + suffix;
    sameName = name.equals(lastName) ? sameName : 1;
    lastName = name;
    Path file = folder.resolve(name);
    // two letters of one millisecond must not take each other's place
    while (Files.exists(file)) {
      sameName++;
      file = folder.resolve(letter.name() + "-" + sameName + suffix);
    }
    SafeFile.write(file, mapper.get().writerWithDefaultPrettyPrinter().writeValueAsBytes(letter));
  }

  /** Deletes the oldest letters but for as many as are kept; a fault of that loses no letter. */
  private void clear(Predicate<String> kind, int kept) {
    try {
      List<Path> newestFirst = new ArrayList<>(letters(kind));
      Collections.reverse(newestFirst);
      int count = 0;
      long bytes = 0;
      for (Path letter : newestFirst) {
        count++;
        bytes += Files.size(letter);
        if (count > kept || (bytes > KEPT_BYTES && count > 1)) {
          Files.deleteIfExists(letter);
        }
      }
    } catch (IOException e) {
      LOG.debug("{}: the oldest letters could not be deleted", folder, e);
    }
  }

  private List<Path> letters(Predicate<String> wanted) throws IOException {
    return letters(folder).stream()
        .filter(letter -> wanted.test(letter.getFileName().toString()))
        .toList();
  }

  /**
   * The letters in a folder, oldest first by their names.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Path> letters(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> LETTER.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
