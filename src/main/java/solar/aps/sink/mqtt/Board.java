package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.storage.MemoryFile;

/**
 * What is to stand at the broker: the values of the latest readings, the devices for Home
 * Assistant, and nothing where nothing is known. It knows what of it is still to be sent.
 */
final class Board {
  private static final int POLLS_UNTIL_OLD = 4;

  /** An ECU has new values no sooner than every five minutes, however often it is polled. */
  private static final Duration SOONEST_OLD = Duration.ofMinutes(20);

  private final Services services;
  private final boolean discovered;
  private final Topics topics;
  private final Discovery discovery;
  private final Memory memory;
  private final String word;
  private final Map<String, Snapshot> latest = new LinkedHashMap<>();

  /** Those that went with all the rest when it was last sent anew. */
  private final List<Snapshot> sentAnew = new ArrayList<>();

  /** What the broker has confirmed, by topic; a device or an empty text is not sent twice. */
  private final Map<String, String> confirmed = new HashMap<>();

  /** The energy of the lifetime in kWh that the broker has, by ECU. */
  private final Map<String, BigDecimal> heard = new HashMap<>();

  private final Instant begun;
  private Known known;

  Board(Services services, MqttSettings settings) {
    this.services = services;
    this.begun = services.clock().instant();
    this.discovered = settings.discovery();
    this.topics = settings.topics();
    this.discovery =
        Discovery.with(
            topics,
            // a service says itself what is not known any more; a single run cannot
            ecu -> services.once() ? Optional.of(validity(ecu).toSeconds()) : Optional.empty(),
            services::layout);
    this.memory = memory(services);
    this.word = memory.word().orElseGet(Memory::newWord);
    this.known = memory.known();
  }

  /** Where it is kept what was published. */
  static Memory memory(Services services) {
    return new Memory(
        new MemoryFile(services.settings().get(CommonKeys.DATA_DIR).resolve("mqtt"), true));
  }

  /** A word by which this installation is known from others. */
  String word() {
    return word;
  }

  /**
   * Takes a reading.
   *
   * @return not if it is an old one, handed over late: it says nothing about what is true now
   */
  synchronized boolean take(GenerationSummary summary) {
    Snapshot reading = snapshot(summary);
    Snapshot before = latest.get(reading.ecu());
    Instant at = reading.takenAt().toInstant();
    if (at.plus(validity(reading.ecu())).isBefore(services.clock().instant())
        || (before != null && at.isBefore(before.takenAt().toInstant()))) {
      return false;
    }
    latest.put(reading.ecu(), reading);
    Known next = after(reading);
    if (!next.equals(known)) {
      known = next;
      memory.keep(word, known);
    }
    return true;
  }

  private Known after(Snapshot reading) {
    BigDecimal total = heard.get(reading.ecu());
    Known before = total == null ? known : known.published(reading.ecu(), total);
    Set<String> names = new HashSet<>(CommonKeys.ecus(services.settings()));
    names.addAll(latest.keySet());
    return before.after(reading, names, topics);
  }

  /** What is to be sent because of the latest reading of an ECU. */
  synchronized List<Message> news(String ecu) {
    Snapshot reading = latest.get(ecu);
    List<Message> messages = messages(reading, known);
    if (sentAnew.contains(reading)) {
      messages.removeIf(this::isConfirmed);
    }
    return messages;
  }

  /** What would be sent because of a reading; nothing is changed. */
  synchronized List<Message> preview(GenerationSummary summary) {
    Snapshot reading = snapshot(summary);
    return messages(reading, after(reading));
  }

  /** Everything that there is, for somebody who has forgotten it all. */
  synchronized List<Message> again() {
    confirmed.values().removeIf(payload -> !payload.isEmpty());
    return all();
  }

  /** Everything, for a broker that may have lost it all. */
  synchronized List<Message> anew() {
    confirmed.clear();
    sentAnew.clear();
    sentAnew.addAll(latest.values());
    return all();
  }

  /** What is to be emptied because time has passed. */
  synchronized List<Message> old() {
    List<Message> old = new ArrayList<>();
    latest.values().forEach(reading -> old.addAll(states(reading, known)));
    known.ecus().keySet().stream()
        .filter(ecu -> !latest.containsKey(ecu))
        .forEach(ecu -> old.addAll(silent(ecu)));
    old.removeIf(message -> !message.isEmpty());
    return old;
  }

  /** What an earlier run has left of an ECU that has not been read since the start. */
  private List<Message> silent(String ecu) {
    Instant now = services.clock().instant();
    if (begun.plus(validity(ecu)).isAfter(now)) {
      return List.of();
    }
    LocalDate today = LocalDate.ofInstant(now, services.of(ecu).clock().getZone());
    return new States(topics, validity(ecu))
        .silent(ecu, known, today).stream().filter(message -> !isConfirmed(message)).toList();
  }

  /** Sends these; done when the broker has all of them. */
  CompletableFuture<Void> send(Session session, List<Message> messages) {
    return CompletableFuture.allOf(
        messages.stream()
            .map(message -> session.send(message).thenRun(() -> confirm(message)))
            .toArray(CompletableFuture<?>[]::new));
  }

  private synchronized void confirm(Message message) {
    confirmed.put(message.topic(), message.payload());
    if (message.isEmpty() && known.leftovers().contains(message.topic())) {
      known = known.emptied(message.topic());
      memory.keep(word, known);
    }
  }

  /** The broker has had this energy of the lifetime, in kWh, from an earlier run. */
  synchronized void remember(String topic, BigDecimal totalKwh) {
    String ecu = topic.substring(topics.base().length() + 1).split("/")[0];
    heard.put(ecu, totalKwh);
    if (known.ecus().containsKey(ecu)) {
      known = known.published(ecu, totalKwh);
    }
  }

  private Snapshot snapshot(GenerationSummary summary) {
    return Snapshot.of(summary, services.of(Snapshot.ecu(summary)).clock().getZone());
  }

  private List<Message> all() {
    List<Message> all = notStates(known, ecu -> true);
    latest.values().forEach(reading -> all.addAll(states(reading, known)));
    return all;
  }

  private List<Message> messages(Snapshot reading, Known present) {
    List<Message> messages = notStates(present, reading.ecu()::equals);
    messages.addAll(states(reading, present));
    return messages;
  }

  private List<Message> notStates(Known present, Predicate<String> wanted) {
    List<Message> news = new ArrayList<>();
    present.leftovers().forEach(topic -> news.add(Message.empty(topic)));
    if (discovered) {
      news.addAll(discovery.messages(present, wanted));
    }
    news.removeIf(this::isConfirmed);
    return news;
  }

  private List<Message> states(Snapshot reading, Known present) {
    return new States(topics, validity(reading.ecu()))
        .messages(reading, present, services.clock().instant()).stream()
            .filter(message -> !message.isEmpty() || !isConfirmed(message))
            .toList();
  }

  private boolean isConfirmed(Message message) {
    return message.payload().equals(confirmed.get(message.topic()));
  }

  /** How long the live values of a reading of an ECU are true. */
  private Duration validity(String ecu) {
    Duration polls =
        services.settings().of(ecu).get(CommonKeys.POLL_INTERVAL).multipliedBy(POLLS_UNTIL_OLD);
    return polls.compareTo(SOONEST_OLD) > 0 ? polls : SOONEST_OLD;
  }
}
