package solar.aps.sink.pvoutput;

import java.nio.file.Path;

/** Another process has the outbox. */
final class OutboxInUseException extends Exception {
  private static final long serialVersionUID = 1L;

  OutboxInUseException(Path dataDir) {
    super(
        "another aps-solar publishes from the folder %s, so this one publishes nothing. Stop one of them, or give this one another data.dir"
            .formatted(dataDir));
  }
}
