package solar.aps;

import java.util.List;
import solar.aps.config.Addresses;
import solar.aps.config.Key;

/** The keys of the page, of health and of metrics. They are read before any of those is loaded. */
final class WebKeys {
  /** The port that serves the page, health and metrics; empty: none does. */
  static final Key<Integer> PORT =
      Key.of("web.port", Addresses::port).renamedFrom("management.port");

  /** The name or the address of the interface of this machine at which that port is open. */
  static final Key<String> HOST =
      Key.of("web.host", Addresses::ownHost)
          .withDefault("127.0.0.1")
          .renamedFrom("management.host");

  /** More names by which a client may ask for it. */
  static final Key<List<String>> ALLOWED_HOSTS =
      Key.of("web.allowed-hosts", Addresses::names).renamedFrom("management.allowed-hosts");

  static final List<Key<?>> ALL = List.of(PORT, HOST, ALLOWED_HOSTS);

  private WebKeys() {}
}
