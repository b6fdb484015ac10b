package solar.aps.sink.mqtt;

/**
 * What is published, always retained and with QoS 1, or heard.
 *
 * @param payload the text; empty: what the broker has kept at the topic is taken away
 */
record Message(String topic, String payload) {
  static Message empty(String topic) {
    return new Message(topic, "");
  }

  boolean isEmpty() {
    return payload.isEmpty();
  }
}
