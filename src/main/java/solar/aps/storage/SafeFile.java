package solar.aps.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Writes files so that after a crash each is there as it was or as it was to be, never torn. */
public final class SafeFile {
  /** The ending of a file that is being written; one left by a crash means nothing. */
  public static final String UNFINISHED = ".part";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?>[] NO_RIGHTS = {};

  private SafeFile() {}

  /**
   * Writes a file beside its place, flushes it to the disk, and moves it there in one step. The
   * folders above it are made where they are missing.
   *
   * @throws IOException if the file cannot be written; what was there before is untouched
   */
  public static void write(Path file, byte[] content) throws IOException {
    replace(file, content, true);
    flushFolder(file.toAbsolutePath().getParent());
  }

  /**
   * As {@link #write}, for what holds secrets: from its first moment on only its owner may read it,
   * and in the end, where they are named, a group. Where the system has no such rights, those of
   * the folder count.
   *
   * @throws IOException if the file cannot be written; what was there before is untouched
   */
  public static void writeSecret(Path file, byte[] content, Optional<GroupPrincipal> readers)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path beside = folder.resolve(file.getFileName() + UNFINISHED);
    Files.deleteIfExists(beside);
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    try {
      Files.createFile(beside, posix ? new FileAttribute<?>[] {OWNER_ONLY} : NO_RIGHTS);
      if (posix && readers.isPresent()) {
        PosixFileAttributeView view =
            Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        view.setGroup(readers.get());
        view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
      }
      writeThrough(beside, content, true);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    flushFolder(folder);
  }

  /**
   * As {@link #write}, but without waiting for the disk: after a power cut the file may be as it
   * was some time ago. For what may be lost and is written often.
   *
   * @throws IOException if the file cannot be written; what was there before is untouched
   */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, content, false);
  }

  private static void replace(Path file, byte[] content, boolean flushed) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path beside = folder.resolve(file.getFileName() + UNFINISHED);
    try {
      writeThrough(beside, content, flushed);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
  }

  private static void writeThrough(Path file, byte[] content, boolean flushed) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (flushed) {
        channel.force(true);
      }
    }
  }

  /** A name is on the disk only when its folder is. */
  private static void flushFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no folders, and keeps names by itself
      return;
    }
  }
}
