package solar.aps.source;

import java.time.Duration;
import java.util.List;
import solar.aps.config.Addresses;
import solar.aps.config.Durations;
import solar.aps.config.Key;

/** The keys of the ECU that every source reads. */
public final class EcuKeys {
  /** Host or host:port of the ECU. */
  public static final Key<String> HOST =
      Key.of("ecu.host", Addresses.host("a path belongs in ecu.path"))
          .formerly("host")
          .required("it is the ECU's address, as in 192.168.1.102");

  /** For connecting and for each wait on an answer. */
  public static final Key<Duration> TIMEOUT =
      Key.of("ecu.timeout", Durations.between(Duration.ofSeconds(1), Duration.ofSeconds(60)))
          .withDefault("10s");

  /** All of them. */
  public static final List<Key<?>> ALL = List.of(HOST, TIMEOUT);

  private EcuKeys() {}
}
