package solar.aps.storage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries whether a folder can be written. It leaves nothing behind: a folder made by whoever checks
 * would not be the service's own.
 */
public final class FolderTrial {
  private FolderTrial() {}

  /**
   * Makes the folder where it is missing, writes a file in it, and takes both away again.
   *
   * @throws IOException if that is not possible
   */
  public static void write(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    List<Path> made = new ArrayList<>();
    for (Path each = absolute; each != null && !Files.exists(each); each = each.getParent()) {
      made.add(each);
    }
    Files.createDirectories(absolute);
    Path file = Files.createTempFile(absolute, "check-", SafeFile.UNFINISHED);
    try {
      Files.write(file, new byte[] {'\n'});
    } finally {
      Files.delete(file);
    }
    remove(made);
  }

  /** What was found, why, and what to do. */
  public static String refusal(Path path, IOException fault) {
    return "%s cannot be written (%s). Check its rights, the user you run this as, and the space on the disk, or name another place"
        .formatted(path, DiskFault.reason(fault));
  }

  private static void remove(List<Path> folders) throws IOException {
    try {
      for (Path folder : folders) {
        Files.delete(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // a service has begun to use it meanwhile
    }
  }
}
