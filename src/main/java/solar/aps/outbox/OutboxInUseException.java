package solar.aps.outbox;

import java.nio.file.Path;

/** Another process has the outbox. */
public final class OutboxInUseException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param outbox its folder
   */
  public OutboxInUseException(Path outbox) {
    super(
        "another aps-solar sends from the folder %s, so this one sends nothing from it. Stop one of them, or give this one another data.dir"
            .formatted(outbox));
  }
}
