package solar.aps.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
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
 * The outbox on the disk: one small JSON file an item, and a lock so that one process at a time has
 * it. What is in the folder and cannot be read is left alone, and reported.
 */
public final class OutboxFolder<K extends Comparable<? super K>, T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxFolder.class);
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final ItemForm<K, T> form;

  /** Held while the folder is ours; null while it could not be locked. */
  private FileChannel lock;

  OutboxFolder(Path folder, ItemForm<K, T> form) {
    this.folder = folder;
    this.form = form;
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
        FileChannel.open(lockOf(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!isFree(channel)) {
        throw new OutboxInUseException(folder);
      }
      lock = channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** Beside it, so that the folder can be emptied or deleted by hand. */
  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".lock");
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another outbox of this very process has it
    }
  }

  /**
   * Looks at an outbox as a start would, and changes nothing.
   *
   * @return what would be left alone, each with the reason
   * @throws IOException if the folder cannot be used
   */
  public static List<String> look(Path folder) throws IOException {
    FolderTrial.write(folder);
    if (!Files.exists(folder)) {
      return List.of();
    }
    Path lock = lockOf(folder);
    if (Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
      FileChannel.open(lock, StandardOpenOption.WRITE).close();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(OutboxFolder::isItem)
          .sorted()
          .map(OutboxFolder::fault)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /**
   * The outboxes that hold something and belong to none of these sinks, as after a change of the
   * settings.
   *
   * @param owners the IDs of the sinks that have an outbox
   */
  public static List<Path> strays(Path dataDir, Collection<String> owners) {
    try (Stream<Path> folders = Files.list(dataDir.resolve("outbox"))) {
      return folders
          .filter(folder -> !owners.contains(folder.getFileName().toString()))
          .filter(OutboxFolder::holdsItems)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether a folder holds what waits to be sent. */
  public static boolean holdsItems(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> isItem(file) && !Files.isDirectory(file));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isItem(Path file) {
    return file.toString().endsWith(SUFFIX);
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

  /** The keys of which there is a file; what an interrupted write left is deleted. */
  List<K> keys() throws IOException {
    List<K> keys = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            if (file.toString().endsWith(SafeFile.UNFINISHED)) {
              discard(file);
            } else if (isItem(file)) {
              keyOf(file).ifPresent(keys::add);
            }
          });
    }
    return keys;
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

  private Optional<K> keyOf(Path file) {
    String name = file.getFileName().toString();
    try {
      return Optional.of(form.keyOf().apply(name.substring(0, name.length() - SUFFIX.length())));
    } catch (DateTimeException e) {
      LOG.warn("{} is not named like a {} and is left alone; move it elsewhere", file, form.word());
      return Optional.empty();
    }
  }

  /** The item in the file of this key; empty, with a word in the log, if there is none. */
  Optional<T> read(K key) {
    Path file = fileOf(key);
    try {
      byte[] content = Files.readAllBytes(file);
      Optional<T> item = form.read(content, key);
      if (item.isEmpty()) {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.warn("{} is no {}; it is left aside as {}", file, form.word(), aside.getFileName());
      }
      return item;
    } catch (NoSuchFileException e) {
      return Optional.empty(); // the user took it out
    } catch (IOException e) {
      LOG.warn(
          "{} is left alone until the next start, and everything else goes on: {}. Move it away, or"
              + " give the user that runs this the right to read it",
          file,
          DiskFault.reason(e));
      return Optional.empty();
    }
  }

  void write(T item) throws IOException {
    SafeFile.write(fileOf(form.key().apply(item)), form.write(item));
  }

  void delete(K key) {
    try {
      // what a power cut brings back is sent once more, which is harmless: no waiting for the disk
      Files.deleteIfExists(fileOf(key));
    } catch (IOException e) {
      LOG.warn(
          "{} could not be deleted ({}); its {} may be sent again after a restart. Check the"
              + " rights of the folder",
          fileOf(key),
          DiskFault.reason(e),
          form.word());
    }
  }

  private Path fileOf(K key) {
    return folder.resolve(form.nameOf().apply(key) + SUFFIX);
  }

  /** Gives the folder free for another process. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
