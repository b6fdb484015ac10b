package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.storage.SafeFile;

/**
 * The statuses that PVOutput has not taken yet, one small JSON file a slot. A status is on the disk
 * before anything is sent, and stays there until it is taken out. One process at a time has the
 * outbox of a folder.
 *
 * <p>While the disk takes no more, statuses are kept in memory and written when it does again.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm");
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ObjectMapper mapper;
  private final FileChannel lockFile;
  private final TreeMap<LocalDateTime, Status> statuses = new TreeMap<>();
  private final Set<LocalDateTime> unsaved = new HashSet<>();

  private Outbox(Path folder, ObjectMapper mapper, FileChannel lockFile) {
    this.folder = folder;
    this.mapper = mapper;
    this.lockFile = lockFile;
  }

  /**
   * Opens the outbox under {@code dataDir}.
   *
   * @throws OutboxInUseException if another process has it
   * @throws IOException if the folder cannot be made or read
   */
  static Outbox open(Path dataDir, ObjectMapper mapper) throws IOException, OutboxInUseException {
    Path folder = dataDir.resolve("outbox");
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            dataDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Outbox outbox = new Outbox(folder, mapper, lockFile);
    try {
      if (!isFree(lockFile)) {
        throw new OutboxInUseException(dataDir);
      }
      outbox.load();
      return outbox;
    } catch (IOException | OutboxInUseException e) {
      outbox.close();
      throw e;
    }
  }

  private static boolean isFree(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another outbox of this very process has it
    }
  }

  private void load() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(SafeFile.UNFINISHED)) {
        Files.delete(file);
      } else if (name.endsWith(SUFFIX)) {
        read(file).ifPresent(status -> statuses.put(status.slot(), status));
      }
    }
  }

  private Optional<Status> read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      return Optional.of(Objects.requireNonNull(mapper.readValue(content, Status.class)));
    } catch (IOException | RuntimeException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn("{} is no status; it is left aside as {}", file, aside.getFileName());
      return Optional.empty();
    }
  }

  /** Puts {@code status} in, in place of an earlier one of its slot. */
  synchronized void put(Status status) {
    statuses.put(status.slot(), status);
    unsaved.add(status.slot());
    save();
  }

  /** Writes what the disk did not take before. A disk in trouble is told once, and its end once. */
  private void save() {
    boolean trouble = unsaved.size() > 1;
    try {
      for (LocalDateTime slot : List.copyOf(unsaved)) {
        SafeFile.write(fileOf(slot), mapper.writeValueAsBytes(statuses.get(slot)));
        unsaved.remove(slot);
      }
      if (trouble) {
        LOG.info("{} can be written again; every status is on the disk", folder);
      }
    } catch (IOException e) {
      if (!trouble) {
        LOG.error(
            "{} cannot be written ({}): statuses are kept in memory only, and lost if the program"
                + " ends. Check the rights of the folder and the space on the disk",
            folder,
            e.toString());
      }
    }
  }

  /** Takes {@code status} out, unless a newer one has its slot by now. */
  synchronized void remove(Status status) {
    if (!status.equals(statuses.get(status.slot()))) {
      return;
    }
    try {
      SafeFile.delete(fileOf(status.slot()));
    } catch (IOException e) {
      LOG.warn(
          "{} could not be deleted ({}); its status may be sent again after a restart",
          fileOf(status.slot()),
          e.toString());
    }
    statuses.remove(status.slot());
    unsaved.remove(status.slot());
  }

  /** All statuses in the order of their slots. */
  synchronized List<Status> statuses() {
    return List.copyOf(statuses.values());
  }

  /** The status of this slot, if there is one. */
  synchronized Optional<Status> find(LocalDateTime slot) {
    return Optional.ofNullable(statuses.get(slot));
  }

  /** Whether the status is on the disk. */
  synchronized boolean isSaved(Status status) {
    return status.equals(statuses.get(status.slot())) && !unsaved.contains(status.slot());
  }

  synchronized int size() {
    return statuses.size();
  }

  private Path fileOf(LocalDateTime slot) {
    return folder.resolve(NAME.format(slot) + SUFFIX);
  }

  /** Gives the outbox free for another process. */
  @Override
  public synchronized void close() throws IOException {
    lockFile.close();
  }
}
