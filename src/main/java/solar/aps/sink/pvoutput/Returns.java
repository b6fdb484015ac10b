package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import org.apache.camel.support.service.ServiceSupport;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.outbox.Outbox;
import solar.aps.outbox.OutboxInUseException;
import solar.aps.plugin.Services;

/** Puts what dead letters hold back into the outbox, which is open from the first one on. */
final class Returns extends ServiceSupport {
  private final Services services;
  private final String ecu;
  private Outbox<LocalDateTime, Status> outbox;

  /**
   * @param services those of the ECU
   * @param ecu the name of the ECU, or null where there is only one
   */
  Returns(Services services, String ecu) {
    this.services = services;
    this.ecu = ecu;
  }

  /**
   * Puts a status, or that of a reading, back. A newer status of the same slot is left as it is.
   *
   * @return where it is now
   * @throws IOException if the body is neither, or the outbox takes nothing; the message says what
   *     to do
   */
  String take(JsonNode body) throws IOException {
    Status status = status(body);
    if (outbox == null) {
      outbox = open();
    }
    boolean outdated =
        outbox
            .find(status.slot())
            .filter(other -> other.takenAt().isAfter(status.takenAt()))
            .isPresent();
    if (!outdated) {
      outbox.put(status);
      if (!outbox.isSaved(status)) {
        throw new IOException(
            "the outbox cannot be written; check the rights of data.dir and the space on the disk");
      }
    }
    return "back in the outbox of %s; the next start sends what waits there"
        .formatted(services.settings().get(CommonKeys.DATA_DIR));
  }

  private Outbox<LocalDateTime, Status> open() throws IOException {
    try {
      return StatusOutbox.open(services, ecu);
    } catch (OutboxInUseException e) {
      throw new IOException(
          "another aps-solar has the outbox of %s. Stop it, replay, and start it again"
              .formatted(services.settings().get(CommonKeys.DATA_DIR)),
          e);
    }
  }

  private Status status(JsonNode body) throws IOException {
    if (body.has("slot")) {
      return whole(body);
    }
    GenerationSummary summary = services.json().summary(body);
    PvOutputSettings settings = PvOutputSettings.of(services.settings());
    Instant takenAt = summary.timestamp().atZone(services.clock().getZone()).toInstant();
    return Status.of(
        summary, takenAt, settings, settings.statusInterval().orElse(Publisher.USUAL_INTERVAL));
  }

  private Status whole(JsonNode body) throws IOException {
    try {
      return services.json().mapper().treeToValue(body, Status.class);
    } catch (IOException e) {
      throw new IOException(
          "it holds no whole status; expected a slot, the time at which it was taken, and values",
          e);
    }
  }

  @Override
  protected void doStop() throws IOException {
    if (outbox != null) {
      outbox.close();
    }
  }
}
