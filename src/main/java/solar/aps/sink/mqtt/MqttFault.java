package solar.aps.sink.mqtt;

import java.io.IOException;

/** What stands between this program and the broker. */
final class MqttFault extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found, what was expected, and what to do
   */
  MqttFault(String message, Throwable cause) {
    super(message, cause);
  }
}
