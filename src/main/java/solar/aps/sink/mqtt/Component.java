package solar.aps.sink.mqtt;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that is known of a device, which has a topic and is a component in Home Assistant.
 *
 * @param channel the channel of an inverter, safe for topics; empty: the device itself
 */
record Component(Measure measure, String channel) {
  static Component of(Measure measure) {
    return new Component(measure, "");
  }

  /** Its name among those of the device; never to be changed: Home Assistant knows it by that. */
  String id() {
    return channel.isEmpty() ? measure.key() : measure.key() + "_" + channel;
  }

  /** The levels of its topic below those of the device. */
  String path() {
    return channel.isEmpty() ? measure.key() : channel + "/" + measure.key();
  }

  /** What people call it beside the name of the device. */
  String title() {
    return title(channel);
  }

  /**
   * The same where the channel is called otherwise.
   *
   * @param name that of the channel; empty for the device itself
   */
  String title(String name) {
    return name.isEmpty() ? measure.title : measure.title + " " + name;
  }

  /** That of an {@link #id()}; empty if it is none. */
  static Optional<Component> parse(String id) {
    return Stream.of(Measure.values())
        .filter(measure -> measure.key().equals(id))
        .map(Component::of)
        .findFirst()
        .or(() -> ofChannel(id));
  }

  private static Optional<Component> ofChannel(String id) {
    String power = Measure.POWER.key() + "_";
    return Optional.of(id)
        .filter(text -> text.startsWith(power) && text.length() > power.length())
        .map(text -> new Component(Measure.POWER, text.substring(power.length())));
  }
}
