package solar.aps.sink.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import solar.aps.config.Formats;
import solar.aps.config.Key;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;

/** Standard output, in the form the user chose. */
public final class Console {
  /** The forms of the readings. */
  public enum Format {
    /** Lines for people. */
    TEXT,
    /** JSON objects. */
    JSON,
    /** Nothing. */
    NONE
  }

  /** What goes to standard output. */
  public static final Key<Format> FORMAT =
      Key.of("console.format", Formats.word("format", Format.class)).withDefault("text");

  private final OutputStream out;
  private final Format format;
  private final boolean once;
  private final SummaryJson json;
  private boolean started;

  /**
   * @param out where readings go; nothing else may
   * @param once whether there will be one reading only, which JSON then spreads over many lines
   */
  public Console(OutputStream out, Format format, boolean once, SummaryJson json) {
    this.out = out;
    this.format = format;
    this.once = once;
    this.json = json;
  }

  /** Whether readings are printed at all. */
  boolean isOn() {
    return format != Format.NONE;
  }

  /**
   * Prints a reading.
   *
   * @throws UncheckedIOException if the stream does not take it
   */
  public synchronized void print(GenerationSummary summary) {
    // an empty line keeps the texts of a service apart
    write((started && format == Format.TEXT ? "\n" : "") + text(summary));
    started = true;
  }

  /** What would be printed. */
  String preview(GenerationSummary summary) {
    return "print:\n" + text(summary);
  }

  private String text(GenerationSummary summary) {
    if (format == Format.JSON) {
      return (once ? json.indented(summary) : json.line(summary)) + "\n";
    }
    return ReadingText.of(summary);
  }

  /**
   * Prints a line that belongs to the reading before it.
   *
   * @throws UncheckedIOException if the stream does not take it
   */
  public synchronized void printLine(String line) {
    write(line + "\n");
  }

  private void write(String text) {
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
}
