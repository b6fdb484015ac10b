package solar.aps.source.tcp;

import solar.aps.config.Addresses;
import solar.aps.config.Key;

/** The key of the ECU's TCP port. */
public final class TcpKeys {
  /** The port; every ECU is known to have the same. */
  public static final Key<Integer> PORT =
      Key.of("ecu.tcp-port", Addresses::port).withDefault("8899").perEcu();

  private TcpKeys() {}
}
