package solar.aps.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that users write. */
public final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * The text of a file in UTF-8, without a byte order mark.
   *
   * @param ifMissing what to do if it does not exist
   * @throws BadTextException if it cannot be read
   */
  public static String read(Path file, String ifMissing) throws BadTextException {
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new BadTextException(
          "does not exist%s; %s"
              .formatted(
                  file.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath(), ifMissing));
    } catch (AccessDeniedException e) {
      throw new BadTextException("may not be read; give this user the right to read it");
    } catch (CharacterCodingException e) {
      throw new BadTextException("is not UTF-8 text; save it with the encoding UTF-8");
    } catch (IOException e) {
      throw new BadTextException("cannot be read (" + e + "); check the file and its disk");
    }
  }
}
