package solar.aps.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Formats of files and folders. */
public final class Locations {
  private Locations() {}

  /** A file that may not exist yet. */
  public static Path file(String text) throws BadTextException {
    Path file = path(text);
    if (Files.isDirectory(file) || text.endsWith("/")) {
      throw new BadTextException("is a folder; write the name of a file, as in readings.jsonl");
    }
    return file;
  }

  /** A file that is to be read; whether it is there, whoever reads it will see. */
  public static Path fileToRead(String text) throws BadTextException {
    Path file = path(text);
    if (Files.isDirectory(file)) {
      throw new BadTextException("is a folder; write the name of the file in it");
    }
    return file;
  }

  /** A folder that may not exist yet. */
  public static Path folderToBe(String text) throws BadTextException {
    Path folder = path(text);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadTextException(
          "is no folder, but something else of that name; move that away or name another folder");
    }
    return folder;
  }

  /** A folder that is there. */
  public static Path existingFolder(String text) throws BadTextException {
    Path folder = path(text);
    if (!Files.isDirectory(folder)) {
      throw new BadTextException(
          "is no folder in "
              + Path.of("").toAbsolutePath()
              + "; create it, correct the name, or leave the key out");
    }
    return folder;
  }

  private static Path path(String text) throws BadTextException {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new BadTextException(
          "holds a control character: a backslash was read as the beginning of one; write paths"
              + " with / on every system");
    }
    if (text.startsWith("~") || text.startsWith("$")) {
      throw new BadTextException(
          "begins with what only a shell understands; write the folder's full name");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadTextException("has characters that no path has; write a plain path");
    }
  }
}
