package solar.aps.sink.yaml;

import java.nio.file.Path;

/** A file of the sinks folder is no sink; the message names the file and the reason. */
public final class SinkFileException extends Exception {
  private static final long serialVersionUID = 1L;

  SinkFileException(Path file, String reason, Throwable cause) {
    super(
        "%s: %s. Mend the file or take it out of the folder of sinks.dir".formatted(file, reason),
        cause);
  }
}
