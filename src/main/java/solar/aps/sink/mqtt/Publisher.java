package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
  private final String clientId;
  private final Link link;

  Publisher(Services services) {
    this.services = services;
    this.settings = MqttSettings.of(services.settings());
    this.topics = settings.topics();
    this.board = new Board(services, settings);
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
    board.take(summary);
    try {
      link.session()
          .thenCompose(session -> send(session, board.news(Snapshot.ecu(summary))))
          .get(patience, TimeUnit.SECONDS);
      return null;
    } catch (TimeoutException e) {
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
    List<Message> messages = new ArrayList<>(List.of(here()));
    messages.addAll(board.preview(summary));
    return messages;
  }

  private Message here() {
    return new Message(topics.status(), Topics.ONLINE);
  }

  private Message gone() {
    return new Message(topics.status(), Topics.OFFLINE);
  }

  /** To be called now and then: connects at first, and empties what has become old. */
  void tick() {
    link.session()
        .thenCompose(session -> send(session, board.old()))
        .exceptionally(fault -> null); // it has been logged
  }

  private CompletableFuture<Session> connect() {
    // after a single run everything stays as it is, so that there is no last will either
    Optional<Message> will = services.once() ? Optional.empty() : Optional.of(gone());
    return Session.connect(settings, clientId, will)
        .thenCompose(session -> session.begun(greet(session), GREETING_SECONDS));
  }

  /** What the broker has of earlier runs is heard before it gets everything anew. */
  private CompletableFuture<Void> greet(Session session) {
    String totals = topics.of("+", Component.of(Measure.ENERGY_TOTAL));
    CompletableFuture<Void> greeting =
        session
            .send(here())
            .thenCompose(told -> orWithout(session, session.hear(totals, this::remember), totals));
    if (settings.discovery() && !services.once()) {
      for (String birth : births()) {
        greeting =
            greeting.thenCompose(
                heard ->
                    orWithout(
                        session,
                        session.listen(birth, found -> afterBirth(session, found)),
                        birth));
      }
    }
    return greeting.thenCompose(heard -> send(session, board.anew()));
  }

  /**
   * Where Home Assistant says that it has started: by its own default, and where people move it.
   */
  private List<String> births() {
    return Stream.of("homeassistant", settings.prefix())
        .distinct()
        .map(place -> place + "/status")
        .toList();
  }

  /** A broker need not let us listen: what is retained is found by whoever comes. */
  private CompletableFuture<Void> orWithout(
      Session session, CompletableFuture<Void> listening, String topic) {
    return listening.exceptionally(
        fault -> {
          if (!session.end().isDone()) {
            LOG.info("mqtt: {} is not heard: {}", topic, mask(Link.words(fault)));
          }
          return null;
        });
  }

  private void remember(Message found) {
    try {
      board.remember(found.topic(), new BigDecimal(found.payload()));
    } catch (NumberFormatException e) {
      return; // of somebody else
    }
  }

  /** Home Assistant has started, and knows nothing; not everybody tells it everything at once. */
  private void afterBirth(Session session, Message birth) {
    if (birth.payload().equals("online")) {
      long millis = ThreadLocalRandom.current().nextLong(1000, 3000);
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
          .execute(() -> send(session, board.anew()));
    }
  }

  private CompletableFuture<Void> send(Session session, List<Message> messages) {
    return CompletableFuture.allOf(
        messages.stream()
            .map(message -> session.send(message).thenRun(() -> board.confirm(message)))
            .toArray(CompletableFuture<?>[]::new));
  }

  private String mask(String text) {
    return services.settings().masked(text);
  }

  private CompletableFuture<Void> farewell(Session session) {
    return services.once()
        ? session.close()
        : session
            .send(gone())
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
