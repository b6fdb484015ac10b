package solar.aps.sink.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The values of an ECU and of its inverters, a message each. What was published and is not known
 * any more is emptied, so that nothing old is taken for the present.
 *
 * @param topics where
 * @param validity how old a reading may be for its live values to be true still
 */
record States(Topics topics, Duration validity) {
  private static final Component ONLINE = Component.of(Measure.ONLINE);
  private static final Component TODAY = Component.of(Measure.ENERGY_TODAY);
  private static final Component TOTAL = Component.of(Measure.ENERGY_TOTAL);

  /** What an inverter that is missing from a reading is. */
  private static final Map<Component, String> MISSING = Map.of(ONLINE, "OFF");

  /**
   * The messages, those with a value and those that empty a topic.
   *
   * @param reading the latest one of the ECU
   * @param known what is known after it
   */
  List<Message> messages(Snapshot reading, Known known, Instant now) {
    boolean old = reading.takenAt().toInstant().plus(validity).isBefore(now);
    KnownEcu ecu = known.ecus().getOrDefault(reading.ecu(), KnownEcu.NEW);
    List<Message> messages = new ArrayList<>();
    for (Component component : both(reading.values(), ecu.components())) {
      String text = reading.values().getOrDefault(component, "");
      String topic = topics.of(reading.ecu(), component);
      if (component.equals(TOTAL)) {
        messages.add(new Message(topic, Snapshot.plain(ecu.total().published())));
      } else if (component.equals(TODAY)) {
        energyToday(reading, text, ecu, now).map(t -> new Message(topic, t)).forEach(messages::add);
      } else {
        messages.add(new Message(topic, current(component, text, old)));
      }
    }
    known
        .inverters()
        .forEach(
            (serial, inverter) -> {
              if (inverter.ecu().equals(reading.ecu())) {
                Map<Component, String> values = reading.inverters().getOrDefault(serial, MISSING);
                for (Component component : both(values, inverter.components())) {
                  messages.add(
                      new Message(
                          topics.of(reading.ecu(), serial, component),
                          current(component, values.getOrDefault(component, ""), old)));
                }
              }
            });
    return messages;
  }

  /** Empties what may not be true any more of an ECU of which there is no reading. */
  List<Message> silent(String name, Known known, LocalDate today) {
    KnownEcu ecu = known.ecus().get(name);
    List<Message> messages = new ArrayList<>();
    for (Component component : ecu.components()) {
      boolean past = component.equals(TODAY) && !today.equals(ecu.today());
      if (past || component.measure().isLive()) {
        messages.add(Message.empty(topics.of(name, component)));
      }
    }
    known.inverters().entrySet().stream()
        .filter(inverter -> inverter.getValue().ecu().equals(name))
        .forEach(
            inverter ->
                inverter.getValue().components().stream()
                    .filter(component -> component.measure().isLive())
                    .map(component -> topics.of(name, inverter.getKey(), component))
                    .map(Message::empty)
                    .forEach(messages::add));
    return messages;
  }

  private static Set<Component> both(Map<Component, String> values, Set<Component> known) {
    Set<Component> both = new LinkedHashSet<>(values.keySet());
    both.addAll(known);
    return both;
  }

  private static String current(Component component, String text, boolean old) {
    return old && component.measure().isLive() ? "" : text;
  }

  /** It stays until the day is over, even where it is not known any more; then it is emptied. */
  private static Stream<String> energyToday(
      Snapshot reading, String text, KnownEcu ecu, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, reading.takenAt().getZone());
    if (!reading.day().equals(today)) {
      return Stream.of("");
    }
    boolean stays = text.isEmpty() && today.equals(ecu.today());
    return stays ? Stream.empty() : Stream.of(text);
  }
}
