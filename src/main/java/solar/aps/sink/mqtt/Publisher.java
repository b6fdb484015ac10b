package solar.aps.sink.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.sink.SinkReport;

/**
 * Publishes readings. A reading is not kept for later: when the broker is there again, it gets what
 * is true then. A poll waits for the broker a few seconds at most.
 */
final class Publisher extends ServiceSupport {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final int PATIENCE_SECONDS = 3;

  /** A single run has to wait for the connection as well. */
  private static final int PATIENCE_OF_ONCE_SECONDS = 13;

  private static final int GREETING_SECONDS = 10;
  private static final int GOODBYE_SECONDS = 2;

  private final Services services;
  private final MqttSettings settings;
  private final Topics topics;
  private final Board board;
  private final Connector connector;
  private final Greeting greeting;
  private final String clientId;
  private final Link link;

  /** A single run waits once, be there ever so many ECUs. */
  private volatile boolean waitedInVain;

  Publisher(Services services) {
    this.services = services;
    this.settings = MqttSettings.of(services.settings());
    this.topics = settings.topics();
    this.board = new Board(services, settings);
    this.connector = new Connector(settings);
    this.greeting = new Greeting(services, settings, board);
    this.clientId = settings.clientId(board.word(), services.once() ? "once" : "");
    this.link =
        new Link(this::connect, this::farewell, !services.once(), services.settings()::masked);
  }

  /**
   * Publishes a reading.
   *
   * @return what is to be reported; null if the broker has it all
   */
  SinkReport publish(GenerationSummary summary) {
    int patience = services.once() ? PATIENCE_OF_ONCE_SECONDS : PATIENCE_SECONDS;
    if (!board.take(summary)) {
      return new SinkReport("", "too old for MQTT", Level.INFO, SinkReport.Fate.SKIPPED);
    }
    if (waitedInVain && services.once()) {
      return waiting("the broker at %s is silent".formatted(settings.broker().place()));
    }
    try {
      link.session()
          .thenCompose(session -> board.send(session, board.news(Snapshot.ecu(summary))))
          .get(patience, TimeUnit.SECONDS);
      return null;
    } catch (TimeoutException e) {
      waitedInVain = true;
      return waiting(
          "the broker at %s has not confirmed it within %d s"
              .formatted(settings.broker().place(), patience));
    } catch (ExecutionException e) {
      return waiting(Link.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return waiting("this program ends");
    }
  }

  private static SinkReport waiting(String why) {
    String note = "not published by MQTT (" + why + ")";
    return SinkReport.waiting(note, Level.WARN);
  }

  /** What the first reading would send. */
  List<Message> preview(GenerationSummary summary) {
    List<Message> messages = new ArrayList<>(List.of(topics.here()));
    messages.addAll(board.preview(summary));
    return messages;
  }

  /** To be called now and then: connects at first, and empties what has become old. */
  void tick() {
    link.session()
        .thenCompose(session -> board.send(session, board.old()))
        .exceptionally(fault -> null); // it has been logged
  }

  private CompletableFuture<Session> connect() {
    // after a single run everything stays as it is, so that there is no last will either
    Optional<Message> will = services.once() ? Optional.empty() : Optional.of(topics.gone());
    return connector
        .connect(clientId, will)
        .thenCompose(session -> session.begun(greeting.say(session), GREETING_SECONDS));
  }

  private CompletableFuture<Void> farewell(Session session) {
    return services.once()
        ? session.close()
        : greeting
            .end(session)
            .handle((sent, fault) -> session.close())
            .thenCompose(closing -> closing);
  }

  @Override
  protected void doStart() {
    if (settings.hasUselessCaFile()) {
      LOG.warn("mqtt.ca-file is not used: {}", MqttCheck.USELESS);
    }
  }

  @Override
  protected void doStop() {
    link.end()
        .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(fault -> null)
        .join();
  }
}
