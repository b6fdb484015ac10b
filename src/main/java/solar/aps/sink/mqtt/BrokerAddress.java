package solar.aps.sink.mqtt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import solar.aps.config.Addresses;
import solar.aps.config.BadTextException;

/**
 * Where the broker is.
 *
 * @param tls whether the connection is encrypted
 * @param host a name or an IP address, IPv6 without brackets
 * @param port 1 to 65535
 */
record BrokerAddress(boolean tls, String host, int port) {
  // not java.net.URI, for which a host like my_broker is none
  private static final Pattern URL =
      Pattern.compile(
          "mqtt(?<tls>s?)://(?<host>[^\\s/:?#@\\[\\]]+|\\[[0-9a-f:.]+\\])(:(?<port>[0-9]+))?/?",
          Pattern.CASE_INSENSITIVE);
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;

  /** Such as {@code mqtt://192.168.1.10} or {@code mqtts://broker.example.org:8884}. */
  static BrokerAddress parse(String text) throws BadTextException {
    if (text.contains("@")) {
      throw new BadTextException(
          "has a user or a password in it, where everybody would see them; write the address alone,"
              + " and the others as mqtt.username and mqtt.password");
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw new BadTextException(
          "is not the address of a broker; write mqtt:// or, for TLS, mqtts://, and the host, with a"
              + " port after a colon if it is not 1883 or 8883, as in mqtt://192.168.1.10");
    }
    boolean tls = !url.group("tls").isEmpty();
    int usual = tls ? TLS_PORT : PLAIN_PORT;
    return new BrokerAddress(
        tls,
        url.group("host").replaceAll("[\\[\\]]", ""),
        url.group("port") == null ? usual : Addresses.port(url.group("port")));
  }

  /** Host and port. */
  String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** As a URL, the port always in it. */
  @Override
  public String toString() {
    return (tls ? "mqtts://" : "mqtt://") + place();
  }
}
