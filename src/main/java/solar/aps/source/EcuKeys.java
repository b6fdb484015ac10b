package solar.aps.source;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import solar.aps.config.Addresses;
import solar.aps.config.Durations;
import solar.aps.config.Key;
import solar.aps.config.Settings;

/** The keys that every source reads: where the ECU is, and how long it is waited for. */
public final class EcuKeys {
  /** Host or host:port of the ECU; the port is that of its page. */
  public static final Key<String> HOST =
      Key.of("ecu.host", Addresses.host("a path belongs in ecu.path"))
          .formerly("host")
          .required("it is the ECU's address, as in 192.168.1.102")
          .unshared(
              "each ECU has an address of its own; correct one of them, or take one out of `ecus`");

  /** For connecting and for each wait on an answer. */
  public static final Key<Duration> TIMEOUT =
      Key.of("ecu.timeout", Durations.between(Duration.ofSeconds(1), Duration.ofSeconds(60)))
          .withDefault("10s")
          .perEcu();

  /** All of them. */
  public static final List<Key<?>> ALL = List.of(HOST, TIMEOUT);

  private EcuKeys() {}

  /** The host without its port; an IPv6 address is in brackets. */
  public static String hostAlone(Settings settings) {
    return URI.create("http://" + settings.get(HOST)).getHost();
  }
}
