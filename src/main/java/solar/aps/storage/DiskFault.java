package solar.aps.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what the JDK says with the name of a class. */
public final class DiskFault {
  private DiskFault() {}

  /** Why the disk did not do it, with the file where the exception names one. */
  public static String reason(IOException fault) {
    if (!(fault instanceof FileSystemException file)) {
      return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }
    return file.getFile() == null ? words(file) : file.getFile() + ": " + words(file);
  }

  private static String words(FileSystemException fault) {
    if (fault.getReason() != null) {
      return fault.getReason();
    }
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (fault instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return "something else has that name";
    }
    return fault instanceof DirectoryNotEmptyException
        ? "the folder is not empty"
        : fault.getClass().getSimpleName();
  }
}
