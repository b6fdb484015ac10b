package solar.aps.source;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import solar.aps.config.Addresses;
import solar.aps.config.BadTextException;
import solar.aps.config.CommonKeys;
import solar.aps.config.Durations;
import solar.aps.config.Key;
import solar.aps.config.Settings;

/** How an ECU is read, where it is, and how long it is waited for. */
public final class EcuKeys {
  /** The source where all are tried. */
  public static final String AUTO = "auto";

  private static final String NONE = "none";

  /**
   * How the ECU is read: by the source of this name, by the first that it has, or not at all by
   * this process, because others hand its summaries over.
   */
  public static final Key<String> SOURCE =
      Key.of("ecu.source", EcuKeys::way).withDefault(AUTO).perEcu();

  /** Host or host:port of the ECU; the port is that of its page. */
  public static final Key<String> HOST =
      Key.of("ecu.host", Addresses.host("a path belongs in ecu.path"))
          .formerly("host")
          .neededWhere(
              settings ->
                  Optional.of("it is the ECU's address, as in 192.168.1.102")
                      .filter(why -> isPolled(settings)))
          .unshared(
              "each ECU has an address of its own; correct one of them, or take one out of `ecus`");

  /** For connecting and for each wait on an answer. */
  public static final Key<Duration> TIMEOUT =
      Key.of("ecu.timeout", Durations.between(Duration.ofSeconds(1), Duration.ofSeconds(60)))
          .withDefault("10s")
          .perEcu();

  /** All of them. */
  public static final List<Key<?>> ALL = List.of(SOURCE, HOST, TIMEOUT);

  private EcuKeys() {}

  private static String way(String text) throws BadTextException {
    List<String> ways =
        Stream.of(Stream.of(AUTO), Source.finder().get().stream().map(Source::id), Stream.of(NONE))
            .flatMap(words -> words)
            .toList();
    String way = text.toLowerCase(Locale.ROOT);
    if (!ways.contains(way)) {
      throw new BadTextException(
          "is no way to read an ECU; write one of " + String.join(", ", ways));
    }
    return way;
  }

  /** The names of the ECUs that this process reads. */
  public static List<String> polled(Settings settings) {
    return CommonKeys.ecus(settings).stream().filter(ecu -> isPolled(settings.of(ecu))).toList();
  }

  private static boolean isPolled(Settings settings) {
    return settings.find(SOURCE).filter(NONE::equals).isEmpty();
  }

  /** The host without its port; an IPv6 address is in brackets. */
  public static String hostAlone(Settings settings) {
    return URI.create("http://" + settings.get(HOST)).getHost();
  }
}
