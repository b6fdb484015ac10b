package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.plugin.Services;

/**
 * What is said and heard at the beginning of a connection, and when Home Assistant begins anew
 * meanwhile.
 */
final class Greeting {
  private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);
  private static final Pattern KWH = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})?");

  private final Services services;
  private final MqttSettings settings;
  private final Topics topics;
  private final Board board;
  private volatile boolean ended;

  Greeting(Services services, MqttSettings settings, Board board) {
    this.services = services;
    this.settings = settings;
    this.topics = settings.topics();
    this.board = board;
  }

  /** What the broker has of earlier runs is heard before it gets everything anew. */
  CompletableFuture<Void> say(Session session) {
    String totals = topics.of("+", Component.of(Measure.ENERGY_TOTAL));
    CompletableFuture<Void> saying =
        session
            .send(topics.here())
            .thenCompose(told -> orNot(session, session.hear(totals, this::remember), totals));
    if (settings.discovery() && !services.once()) {
      for (String birth : births()) {
        saying =
            saying.thenCompose(
                heard ->
                    orNot(session, session.listen(birth, said -> begun(session, said)), birth));
      }
    }
    if (!services.once()) {
      String status = topics.status();
      saying =
          saying.thenCompose(
              heard -> orNot(session, session.listen(status, said -> stay(session, said)), status));
    }
    return saying.thenCompose(heard -> board.send(session, board.anew()));
  }

  /** Another process with the same topics has ended; this one is still there. */
  private void stay(Session session, Message status) {
    if (!ended && status.equals(topics.gone())) {
      session.send(topics.here());
    }
  }

  /** What is said in the end. */
  CompletableFuture<Void> end(Session session) {
    ended = true;
    return session.send(topics.gone());
  }

  /** Where Home Assistant says that it has begun: unless somebody moves it, by its own prefix. */
  private List<String> births() {
    return Stream.of("homeassistant", settings.prefix())
        .distinct()
        .map(place -> place + "/status")
        .toList();
  }

  /** A broker need not let us listen: what is retained is found by whoever comes. */
  private CompletableFuture<Void> orNot(
      Session session, CompletableFuture<Void> listening, String topic) {
    return listening.exceptionally(
        fault -> {
          if (!session.end().isDone()) {
            String words = services.settings().masked(Link.words(fault));
            LOG.info("mqtt: {} is not heard: {}", topic, words);
          }
          return null;
        });
  }

  private void remember(Message total) {
    // else it is of somebody else
    if (KWH.matcher(total.payload()).matches()) {
      board.remember(total.topic(), new BigDecimal(total.payload()));
    }
  }

  /** It knows nothing then; not everybody tells it everything at once. */
  private void begun(Session session, Message birth) {
    if (birth.payload().equals("online")) {
      long millis = ThreadLocalRandom.current().nextLong(1000, 3000);
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
          .execute(() -> board.send(session, board.again()));
    }
  }
}
