package solar.aps.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files so that after a crash each is there as it was or as it was to be, never torn. */
public final class SafeFile {
  /** The ending of a file that is being written; one left by a crash means nothing. */
  public static final String UNFINISHED = ".part";

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
