package solar.aps;

import java.util.List;
import solar.aps.config.Addresses;
import solar.aps.config.Key;

/** The keys of health and metrics. They are read before anything of those is loaded. */
final class ManagementKeys {
  /** The port that serves health and metrics; empty: none does. */
  static final Key<Integer> PORT = Key.of("management.port", Addresses::port);

  /** The name or the address of the interface of this machine at which that port is open. */
  static final Key<String> HOST =
      Key.of("management.host", Addresses::ownHost).withDefault("127.0.0.1");

  /** More names by which a client may ask for it. */
  static final Key<List<String>> ALLOWED_HOSTS =
      Key.of("management.allowed-hosts", Addresses::names);

  static final List<Key<?>> ALL = List.of(PORT, HOST, ALLOWED_HOSTS);

  private ManagementKeys() {}
}
