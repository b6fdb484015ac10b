package solar.aps.sink.mqtt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import solar.aps.config.CommonKeys;
import solar.aps.layout.Layout;
import solar.aps.layout.Place;

/**
 * Tells Home Assistant of the devices: <a
 * href="https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload">one message a
 * device</a>, with a component for everything that has ever been known of it.
 *
 * @param topics where
 * @param expireAfter by ECU, after how many seconds without a message a live value is not shown any
 *     more; empty: until this program says so itself
 * @param layouts by ECU, how its panels are called
 * @param version that of this program
 */
record Discovery(
    Topics topics,
    Function<String, Optional<Long>> expireAfter,
    Function<String, Layout> layouts,
    String version) {
  /** By which our messages are known among those of others. */
  static final String ORIGIN = "aps-solar";

  /** An empty text stands for a value that is not known; without this the old one would stay. */
  private static final String UNKNOWN_IF_EMPTY = "{{ value | default(none, true) }}";

  private static final String BRAND = "APsystems";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** With the version that the build wrote into the jar. */
  static Discovery with(
      Topics topics,
      Function<String, Optional<Long>> expireAfter,
      Function<String, Layout> layouts) {
    Properties built = new Properties();
    try (InputStream in = Discovery.class.getResourceAsStream("/solar/aps/version.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the program's own files cannot be read; install it again", e);
    }
    return new Discovery(topics, expireAfter, layouts, built.getProperty("version"));
  }

  /**
   * A message a device, the ECUs first: an inverter refers to its own.
   *
   * @param wanted of which ECUs, by name
   */
  List<Message> messages(Known known, Predicate<String> wanted) {
    Stream<Message> ecus =
        known.ecus().entrySet().stream()
            .filter(ecu -> wanted.test(ecu.getKey()) && !ecu.getValue().components().isEmpty())
            .map(ecu -> ecu(ecu.getKey(), ecu.getValue()));
    Stream<Message> inverters =
        known.inverters().entrySet().stream()
            .filter(inverter -> wanted.test(inverter.getValue().ecu()))
            .map(inverter -> inverter(inverter.getKey(), inverter.getValue()));
    return Stream.concat(ecus, inverters).toList();
  }

  private Message ecu(String name, KnownEcu ecu) {
    String id = topics.ecuId(name);
    ObjectNode device =
        device(id, name.equals(CommonKeys.ONE_ECU) ? "APS Solar" : "APS Solar " + name);
    return message(
        id,
        device,
        name,
        ecu.components(),
        Component::title,
        component -> topics.of(name, component));
  }

  private Message inverter(String serial, KnownInverter inverter) {
    String id = Topics.inverterId(serial);
    ObjectNode device = device(id, "Inverter " + serial);
    device.put("serial_number", serial);
    device.put("via_device", topics.ecuId(inverter.ecu()));
    Layout layout = layouts.apply(inverter.ecu());
    return message(
        id,
        device,
        inverter.ecu(),
        inverter.components(),
        component -> component.title(name(layout, serial, component.channel())),
        component -> topics.of(inverter.ecu(), serial, component));
  }

  /** The name of a panel, or its channel. */
  private static String name(Layout layout, String serial, String channel) {
    return layout
        .of(serial + "-" + channel)
        // where the source names the inverter only, that is its panel
        .or(() -> layout.of(serial).filter(place -> !channel.isEmpty()))
        .map(Place::name)
        .orElse(channel);
  }

  private static ObjectNode device(String id, String name) {
    ObjectNode device = JSON.createObjectNode();
    device.putArray("identifiers").add(id);
    return device.put("name", name).put("manufacturer", BRAND);
  }

  private Message message(
      String id,
      ObjectNode device,
      String ecu,
      Collection<Component> components,
      Function<Component, String> title,
      Function<Component, String> stateTopic) {
    ObjectNode message = JSON.createObjectNode();
    message.set("device", device);
    message.putObject("origin").put("name", ORIGIN).put("sw_version", version);
    message.putArray("availability").addObject().put("topic", topics.status());
    ObjectNode all = message.putObject("components");
    for (Component component : components) {
      ObjectNode one = component(component, title.apply(component), ecu);
      one.put("unique_id", id + "_" + component.id());
      one.put("state_topic", stateTopic.apply(component));
      all.set(component.id(), one);
    }
    return new Message(topics.config(id), message.toString());
  }

  private ObjectNode component(Component component, String title, String ecu) {
    Measure measure = component.measure();
    ObjectNode one = JSON.createObjectNode();
    one.put("platform", measure == Measure.ONLINE ? "binary_sensor" : "sensor");
    one.put("name", title);
    putIfSet(one, "device_class", measure.deviceClass);
    putIfSet(one, "state_class", measure.stateClass);
    putIfSet(one, "unit_of_measurement", measure.unit);
    if (measure.decimals != null) {
      one.put("suggested_display_precision", measure.decimals);
    }
    if (measure.isDiagnostic()) {
      one.put("entity_category", "diagnostic");
    }
    if (measure != Measure.ENERGY_TOTAL) {
      one.put("value_template", UNKNOWN_IF_EMPTY);
    }
    if (measure.isLive() && measure.unit != null) {
      expireAfter.apply(ecu).ifPresent(seconds -> one.put("expire_after", seconds));
    }
    return one;
  }

  private static void putIfSet(ObjectNode node, String key, String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
