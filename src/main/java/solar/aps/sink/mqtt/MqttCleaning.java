package solar.aps.sink.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.plugin.Services;

/**
 * Takes away everything that this program has published: what it remembers, and what the broker has
 * of it. Of what others have below the same topic nothing is touched.
 */
public final class MqttCleaning {
  /** What is retained comes at once; after so long without any more there is no more. */
  private static final int QUIET_MILLIS = 1000;

  private static final int PATIENCE_SECONDS = 10;

  private final Services services;
  private final MqttSettings settings;
  private final Topics topics;

  /**
   * @param services with settings that have a broker
   */
  public MqttCleaning(Services services) {
    this.services = services;
    this.settings = MqttSettings.of(services.settings());
    this.topics = settings.topics();
  }

  /** Whether there is a broker to clean. */
  public static boolean isPossible(Settings settings) {
    return MqttSettings.isOn(settings);
  }

  /**
   * Takes it away, and says what it was.
   *
   * @throws IOException if the broker cannot be reached; the message says what to do
   */
  public void clean() throws IOException {
    Memory memory = Board.memory(services);
    String word = memory.word().orElseGet(Memory::newWord);
    try {
      Session session =
          new Connector(settings)
              .connect(settings.clientId(word, "clean"), Optional.empty())
              .join();
      empty(session, List.of(topics.status()));
      Map<String, String> retained = retained(session);
      Map<String, JsonNode> devices = devices(retained);
      Set<String> all = values(retained.keySet(), devices, memory.known());
      all.addAll(devices.keySet());
      all.addAll(memory.known().topics(topics));
      all.addAll(memory.known().leftovers());
      empty(session, all);
      session.close().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      memory.keep(word, memory.known().energyOnly());
      say(devices, all);
    } catch (CompletionException e) {
      throw e.getCause() instanceof MqttFault fault
          ? fault
          : new MqttFault(
              "the broker at %s does not answer".formatted(settings.broker().place()), e);
    }
  }

  private static void empty(Session session, Collection<String> all) {
    CompletableFuture.allOf(
            all.stream()
                .map(topic -> session.send(Message.empty(topic)))
                .toArray(CompletableFuture<?>[]::new))
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** What the broker keeps below our topic, and of devices of Home Assistant. */
  private Map<String, String> retained(Session session) {
    BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    for (String filter : List.of(topics.base() + "/#", topics.config("+"))) {
      session.listen(filter, received::add).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
    Map<String, String> retained = new LinkedHashMap<>();
    try {
      // others may go on to publish there
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      Message next = received.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      while (next != null && System.nanoTime() < end) {
        retained.put(next.topic(), next.payload());
        next = received.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    retained.values().removeIf(String::isEmpty);
    return retained;
  }

  /** Our devices in Home Assistant, by the topic of each. */
  private Map<String, JsonNode> devices(Map<String, String> retained) {
    Map<String, JsonNode> devices = new LinkedHashMap<>();
    retained.forEach(
        (topic, payload) -> {
          JsonNode device = json(payload);
          boolean ours =
              device.at("/origin/name").asText().equals(Discovery.ORIGIN)
                  && device.at("/availability/0/topic").asText().equals(topics.status());
          if (ours) {
            devices.put(topic, device);
          }
        });
    return devices;
  }

  private JsonNode json(String payload) {
    try {
      return services.json().mapper().readTree(payload);
    } catch (JsonProcessingException e) {
      return services.json().mapper().missingNode();
    }
  }

  /** The topics with values of ours: those of every ECU that is known from anywhere. */
  private Set<String> values(Set<String> retained, Map<String, JsonNode> devices, Known known) {
    Set<String> ecus = new LinkedHashSet<>(CommonKeys.ecus(services.settings()));
    ecus.addAll(known.ecus().keySet());
    for (JsonNode device : devices.values()) {
      device
          .path("components")
          .findValuesAsText("state_topic")
          .forEach(topic -> ecus.add(ecu(topic)));
    }
    return retained.stream()
        .filter(topic -> topic.startsWith(topics.base() + "/"))
        .filter(topic -> topic.equals(topics.status()) || ecus.contains(ecu(topic)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The level of a topic at which the name of the ECU stands. */
  private String ecu(String topic) {
    return topic.startsWith(topics.base() + "/")
        ? topic.substring(topics.base().length() + 1).replaceFirst("/.*", "")
        : "";
  }

  private void say(Map<String, JsonNode> devices, Collection<String> all) {
    JsonNode unnamed = services.json().mapper().createObjectNode();
    all.stream()
        .filter(topic -> topic.matches(Pattern.quote(topics.prefix()) + "/device/[^/]+/config"))
        // one that only we remember has no name any more
        .map(topic -> devices.getOrDefault(topic, unnamed).at("/device/name").asText(topic))
        .forEach(device -> line("removed from Home Assistant: " + device));
    line(
        "removed %s of %s in all; a service that still runs with these settings publishes them again"
            .formatted(Words.count(all.size() + 1, "topic"), settings.broker()));
  }

  private void line(String text) {
    services.out().printLine(services.settings().masked(text));
  }
}
