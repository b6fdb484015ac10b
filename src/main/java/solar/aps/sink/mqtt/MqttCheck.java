package solar.aps.sink.mqtt;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.plugin.Services;

/** Looks whether the broker lets us in. Nothing is published. */
final class MqttCheck {
  private static final String STEP = "MQTT";
  private static final int GOODBYE_SECONDS = 2;

  private final Services services;
  private final MqttSettings settings;

  MqttCheck(Services services) {
    this.services = services;
    this.settings = MqttSettings.of(services.settings());
  }

  List<Finding> findings() {
    Finding connection = connection();
    return settings.hasUselessCaFile()
        ? List.of(Finding.warning(Link.SINK, "mqtt.ca-file", USELESS), connection)
        : List.of(connection);
  }

  /** For certificates that nobody looks at. */
  static final String USELESS =
      "mqtt.url has no TLS, so that everything goes over the network in the clear, the password too; write mqtts:// there";

  private Finding connection() {
    String word = Board.memory(services).word().orElseGet(Memory::newWord);
    try {
      Session session =
          new Connector(settings)
              .connect(settings.clientId(word, "check"), Optional.empty())
              .join();
      session
          .close()
          .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
          .exceptionally(fault -> null)
          .join();
      return Finding.good(
          Link.SINK,
          STEP,
          "the broker at %s lets us in%s; whether we may publish below %s, it does not tell"
              .formatted(
                  settings.broker().place(),
                  settings.broker().tls() ? ", over TLS" : "",
                  settings.topic()));
    } catch (CompletionException e) {
      return Finding.bad(Link.SINK, STEP, e.getCause().getMessage());
    }
  }
}
