package solar.aps.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends lines to a text file so that each stands there whole or not at all. */
public final class LineFile {
  private LineFile() {}

  /**
   * Appends {@code line} and makes the folders above the file where they are missing. Half a line
   * left by a power cut is ended first, so that it spoils itself only; half a line that a full disk
   * leaves is taken back.
   *
   * @throws IOException if the file cannot be written
   */
  public static void append(Path file, String line) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      String text = (endsInMidLine(channel) ? "\n" : "") + line + "\n";
      try {
        write(channel, end, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  private static boolean endsInMidLine(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return false;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, channel.size() - 1);
    return last.get(0) != '\n';
  }

  private static void write(FileChannel channel, long position, ByteBuffer bytes)
      throws IOException {
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    channel.force(false);
  }
}
