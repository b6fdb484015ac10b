package solar.aps.source.ez1;

import java.util.regex.Pattern;
import solar.aps.source.SourceException;

/**
 * The inverter that answers. Its answer tells the name of the WLAN and its address there as well;
 * they are not read.
 *
 * @param id its serial number
 * @param version model and firmware, such as {@code EZ1 1.9.0}
 */
record Device(String id, String version) {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9 ._-]{1,32}");

  /**
   * Reads the answer to {@code getDeviceInfo}.
   *
   * @throws SourceException if it is none
   */
  static Device read(byte[] answer) throws SourceException {
    Envelope envelope = Envelope.open(answer);
    String version = envelope.data().path("devVer").asText();
    return new Device(
        envelope.deviceId(), VERSION.matcher(version).matches() ? version : "unknown firmware");
  }
}
