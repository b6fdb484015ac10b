package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.storage.DiskFault;
import solar.aps.storage.FolderTrial;
import solar.aps.storage.SafeFile;

/**
 * The outbox on the disk: one small JSON file a slot, and a lock so that one process at a time has
 * it. What is in the folder and cannot be read is left alone, and reported.
 */
final class OutboxFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxFolder.class);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm");
  private static final String SUFFIX = ".json";

  private final Path dataDir;
  private final Path folder;
  private final Path lockFile;
  private final ObjectMapper mapper;

  /** Held while the folder is ours; null while it could not be locked. */
  private FileChannel lock;

  /**
   * @param ecu the name of the ECU whose statuses they are, or null where there is only one
   */
  OutboxFolder(Path dataDir, String ecu, ObjectMapper mapper) {
    this.dataDir = dataDir;
    this.folder = dataDir.resolve(name(ecu));
    this.lockFile = dataDir.resolve(ecu == null ? "lock" : "lock-" + ecu);
    this.mapper = mapper;
  }

  /** What the folder is called. */
  static String name(String ecu) {
    return ecu == null ? "outbox" : "outbox-" + ecu;
  }

  Path path() {
    return folder;
  }

  boolean isOurs() {
    return lock != null;
  }

  /**
   * Makes the folder where it is missing, and locks it.
   *
   * @throws OutboxInUseException if another process has it
   * @throws IOException if it cannot be made or locked
   */
  void take() throws IOException, OutboxInUseException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!isFree(channel)) {
        throw new OutboxInUseException(dataDir);
      }
      lock = channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another outbox of this very process has it
    }
  }

  /**
   * Looks at the folder as a start would, and changes nothing.
   *
   * @param dataDir the folder above it
   * @param ecu the name of the ECU, or null where there is only one
   * @return what would be left alone, each with the reason
   * @throws IOException if the folder cannot be used
   */
  static List<String> look(Path dataDir, String ecu) throws IOException {
    OutboxFolder outbox = new OutboxFolder(dataDir, ecu, null);
    if (Files.exists(outbox.lockFile, LinkOption.NOFOLLOW_LINKS)) {
      FileChannel.open(outbox.lockFile, StandardOpenOption.WRITE).close();
    }
    if (!Files.exists(outbox.folder)) {
      return List.of();
    }
    FolderTrial.write(outbox.folder);
    try (Stream<Path> files = Files.list(outbox.folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(OutboxFolder::fault)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /**
   * The outboxes in {@code dataDir} that hold statuses and belong to none of these ECUs, as after a
   * change of their names.
   *
   * @param ecus their names; null for the one that has none
   */
  static List<Path> strays(Path dataDir, Collection<String> ecus) {
    List<Path> ours =
        ecus.stream()
            .map(ecu -> new OutboxFolder(dataDir, ecu, null))
            .map(OutboxFolder::path)
            .toList();
    try (Stream<Path> folders = Files.list(dataDir)) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("outbox(-.*)?"))
          .filter(folder -> !ours.contains(folder))
          .filter(OutboxFolder::holdsStatuses)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean holdsStatuses(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(SUFFIX));
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> fault(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(file + ": it is a folder");
    }
    try {
      Files.newByteChannel(file).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(DiskFault.reason(e));
    }
  }

  /** The slots of which there is a file; what an interrupted write left is deleted. */
  List<LocalDateTime> slots() throws IOException {
    List<LocalDateTime> slots = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            if (file.toString().endsWith(SafeFile.UNFINISHED)) {
              discard(file);
            } else if (file.toString().endsWith(SUFFIX)) {
              slotOf(file).ifPresent(slots::add);
            }
          });
    }
    return slots;
  }

  private static void discard(Path unfinished) {
    try {
      if (Files.isRegularFile(unfinished, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(unfinished);
      }
    } catch (IOException e) {
      LOG.debug("{} could not be deleted", unfinished, e);
    }
  }

  private static Optional<LocalDateTime> slotOf(Path file) {
    String name = file.getFileName().toString();
    try {
      return Optional.of(
          LocalDateTime.parse(name.substring(0, name.length() - SUFFIX.length()), NAME));
    } catch (DateTimeException e) {
      LOG.warn("{} is not named like a status and is left alone; move it elsewhere", file);
      return Optional.empty();
    }
  }

  /** The status in the file of this slot; empty, with a word in the log, if there is none. */
  Optional<Status> read(LocalDateTime slot) {
    Path file = fileOf(slot);
    try {
      byte[] content = Files.readAllBytes(file);
      Optional<Status> status = parse(content).filter(read -> read.slot().equals(slot));
      if (status.isEmpty()) {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.warn("{} is no status; it is left aside as {}", file, aside.getFileName());
      }
      return status;
    } catch (IOException e) {
      LOG.warn(
          "{} is left alone until the next start, and everything else goes on: {}. Move it away, or"
              + " give the user that runs this the right to read it",
          file,
          DiskFault.reason(e));
      return Optional.empty();
    }
  }

  private Optional<Status> parse(byte[] content) {
    try {
      return Optional.ofNullable(mapper.readValue(content, Status.class));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  void write(Status status) throws IOException {
    SafeFile.write(fileOf(status.slot()), mapper.writeValueAsBytes(status));
  }

  void delete(LocalDateTime slot) {
    try {
      SafeFile.delete(fileOf(slot));
    } catch (IOException e) {
      LOG.warn(
          "{} could not be deleted ({}); its status may be sent again after a restart. Check the"
              + " rights of the folder",
          fileOf(slot),
          DiskFault.reason(e));
    }
  }

  private Path fileOf(LocalDateTime slot) {
    return folder.resolve(NAME.format(slot) + SUFFIX);
  }

  /** Gives the folder free for another process. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
