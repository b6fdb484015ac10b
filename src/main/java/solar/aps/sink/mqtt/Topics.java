package solar.aps.sink.mqtt;

/**
 * The names under which everything is published. They are part of what users build on, and do not
 * change.
 *
 * @param base what all topics begin with
 * @param prefix what the topics begin with at which Home Assistant listens for devices
 */
record Topics(String base, String prefix) {
  /** A text from outside as a level of a topic, and as a part of an ID in Home Assistant. */
  static String safe(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_-]", "_");
    return safe.isEmpty() ? "_" : safe;
  }

  /** Whether this program is connected. */
  String status() {
    return base + "/status";
  }

  /** That it is. */
  Message here() {
    return new Message(status(), "online");
  }

  /** That it is not. */
  Message gone() {
    return new Message(status(), "offline");
  }

  /** Of an ECU. */
  String of(String ecu, Component component) {
    return base + "/" + ecu + "/" + component.path();
  }

  /** Of an inverter. */
  String of(String ecu, String inverter, Component component) {
    return base + "/" + ecu + "/" + inverter + "/" + component.path();
  }

  /** An ECU by what is known of it from every source: where it is published. */
  String ecuId(String ecu) {
    return safe(base) + "_" + ecu;
  }

  /** An inverter by its serial number, whichever ECU it belongs to. */
  static String inverterId(String inverter) {
    return "aps_" + inverter;
  }

  /** Where Home Assistant is told of a device. */
  String config(String deviceId) {
    return prefix + "/device/" + deviceId + "/config";
  }
}
