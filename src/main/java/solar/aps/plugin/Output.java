package solar.aps.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Standard output, for readings and what belongs to them; nothing else goes there. */
public final class Output {
  private final OutputStream out;

  /**
   * @param out gets the text in UTF-8
   */
  public Output(OutputStream out) {
    this.out = out;
  }

  /**
   * Prints a text as it is.
   *
   * @throws UncheckedIOException if the stream does not take it
   */
  public synchronized void print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "standard output takes no more text (%s); check the disk or the program it leads to"
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Prints a line.
   *
   * @throws UncheckedIOException if the stream does not take it
   */
  public void printLine(String line) {
    print(line + "\n");
  }
}
