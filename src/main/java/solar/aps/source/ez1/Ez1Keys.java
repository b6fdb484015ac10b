package solar.aps.source.ez1;

import java.util.List;
import solar.aps.config.Addresses;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.source.EcuKeys;

/** The keys of the EZ1. */
final class Ez1Keys {
  /** The port of the local API; one in {@code ecu.host} is that of an ECU's page. */
  static final Key<Integer> PORT =
      Key.of("ecu.ez1-port", Addresses::port).withDefault("8050").perEcu();

  /** All of them. */
  static final List<Key<?>> ALL = List.of(PORT);

  private Ez1Keys() {}

  /** Host and port of the local API. */
  static String authority(Settings settings) {
    return EcuKeys.hostAlone(settings) + ":" + settings.get(PORT);
  }
}
