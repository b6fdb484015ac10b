package solar.aps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Home Assistant asks of who tells it of devices by MQTT, and what it does not tell: its
 * manual on <a href="https://www.home-assistant.io/integrations/mqtt/">MQTT discovery</a>, on
 * sensors and their classes, and what its energy dashboard takes.
 */
final class HomeAssistantRules {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Set<String> ROOT_KEYS =
      Set.of("device", "origin", "availability", "components");
  private static final Set<String> DEVICE_KEYS =
      Set.of("identifiers", "name", "manufacturer", "serial_number", "via_device");
  private static final Set<String> COMPONENT_KEYS =
      Set.of(
          "platform",
          "name",
          "unique_id",
          "state_topic",
          "device_class",
          "state_class",
          "unit_of_measurement",
          "suggested_display_precision",
          "entity_category",
          "value_template",
          "expire_after");

  /** Device class, state class and unit that go together; a dash: none. */
  private static final Set<String> SENSORS =
      Set.of(
          "power measurement W",
          "energy total_increasing kWh",
          "voltage measurement V",
          "frequency measurement Hz",
          "temperature measurement °C",
          "timestamp - -",
          "- measurement -");

  private static final Set<String> MOMENTARY =
      Set.of("power", "voltage", "frequency", "temperature");
  private static final int SHORTEST_EXPIRY_SECONDS = 1200;

  private final Map<String, String> latest = new HashMap<>();
  private final Set<String> identifiers = new HashSet<>();
  private final Set<String> uniqueIds = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private HomeAssistantRules() {}

  /**
   * The rules that are broken.
   *
   * @param messages all that was published, in order
   */
  static List<String> broken(List<MqttBroker.Message> messages) throws Exception {
    HomeAssistantRules rules = new HomeAssistantRules();
    messages.forEach(message -> rules.latest.put(message.topic(), message.payload()));
    Set<String> seen = new HashSet<>();
    for (MqttBroker.Message message : messages) {
      String[] levels = message.topic().split("/");
      boolean config = levels.length > 1 && levels[levels.length - 1].equals("config");
      if (config && !message.payload().isEmpty() && seen.add(message.topic())) {
        rules.topic(message.topic());
        rules.device(
            message.topic(), new ObjectMapper().readTree(rules.latest.get(message.topic())));
      }
    }
    rules.must(!seen.isEmpty(), "no device is told of");
    return rules.faults;
  }

  private void must(boolean rule, String fault, Object... details) {
    if (!rule) {
      faults.add(fault.formatted(details));
    }
  }

  private void topic(String topic) {
    must(topic.matches("homeassistant/device/[A-Za-z0-9_-]+/config"), "%s is no topic", topic);
  }

  private void keys(JsonNode node, Set<String> known, String where) {
    node.fieldNames()
        .forEachRemaining(key -> must(known.contains(key), "%s has the key %s", where, key));
  }

  private void device(String topic, JsonNode message) {
    keys(message, ROOT_KEYS, topic);
    JsonNode device = message.path("device");
    keys(device, DEVICE_KEYS, topic + " device");
    must(device.path("identifiers").size() > 0, "%s has no identifiers", topic);
    must(device.path("name").isTextual(), "%s has no name", topic);
    must(message.at("/origin/name").isTextual(), "%s has no origin", topic);
    must(message.path("components").size() > 0, "%s has no components", topic);
    if (device.has("via_device")) {
      must(
          identifiers.contains(device.get("via_device").asText()),
          "%s is told of before the device that it refers to",
          topic);
    }
    device.path("identifiers").forEach(identifier -> identifiers.add(identifier.asText()));
    must(message.path("availability").size() == 1, "%s has not one availability", topic);
    String status = latest.get(message.at("/availability/0/topic").asText());
    must(Set.of("online", "offline").contains(String.valueOf(status)), "the status is %s", status);
    message
        .path("components")
        .properties()
        .forEach(
            component ->
                component(
                    topic + " " + component.getKey(),
                    component.getKey(),
                    component.getValue(),
                    device.path("name").asText()));
  }

  private void component(String where, String key, JsonNode component, String deviceName) {
    keys(component, COMPONENT_KEYS, where);
    must(ID.matcher(key).matches(), "%s has an ID of other letters", where);
    String uniqueId = component.path("unique_id").asText();
    must(ID.matcher(uniqueId).matches(), "%s has no unique_id of plain letters", where);
    must(uniqueIds.add(uniqueId), "%s has a unique_id that another has", where);
    String name = component.path("name").asText();
    must(!name.isBlank(), "%s has no name", where);
    must(
        !name.toLowerCase(Locale.ROOT).startsWith(deviceName.toLowerCase(Locale.ROOT)),
        "%s begins with the name of its device",
        where);
    String state = latest.get(component.path("state_topic").asText());
    must(state != null, "%s has a state topic at which nothing was published", where);
    String deviceClass = component.path("device_class").asText("-");
    if (component.path("platform").asText().equals("binary_sensor")) {
      must(deviceClass.equals("connectivity"), "%s is of no known class", where);
      must(Set.of("ON", "OFF", "").contains(String.valueOf(state)), "%s is %s", where, state);
      must(!component.has("expire_after"), "%s expires", where);
    } else {
      must(component.path("platform").asText().equals("sensor"), "%s is no sensor", where);
      sensor(where, component, deviceClass, String.valueOf(state));
    }
  }

  private void sensor(String where, JsonNode component, String deviceClass, String state) {
    String classes =
        "%s %s %s"
            .formatted(
                deviceClass,
                component.path("state_class").asText("-"),
                component.path("unit_of_measurement").asText("-"));
    must(SENSORS.contains(classes), "%s has classes that do not go together: %s", where, classes);
    if (component.has("expire_after")) {
      must(MOMENTARY.contains(deviceClass), "%s expires, which it must not", where);
      must(
          component.get("expire_after").asInt() >= SHORTEST_EXPIRY_SECONDS,
          "%s expires too soon",
          where);
    }
    must(
        state.isEmpty() || (deviceClass.equals("timestamp") ? isTime(state) : isNumber(state)),
        "%s is %s, which is no value of its class",
        where,
        state);
    must(!deviceClass.equals("energy") || !state.startsWith("-"), "%s is negative", where);
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isNumber(String text) {
    try {
      new BigDecimal(text);
      return !text.contains("E");
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
