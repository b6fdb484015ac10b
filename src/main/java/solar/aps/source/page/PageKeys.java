package solar.aps.source.page;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.source.EcuKeys;

/** The key of the ECU's page. */
public final class PageKeys {
  /** The paths under which ECUs are known to serve their readings, oldest firmware first. */
  private static final List<String> KNOWN_PATHS =
      List.of("/cgi-bin/parameters", "/index.php/realtimedata");

  private static final int HTTP = 80;
  private static final Pattern PAGE = Pattern.compile("/([A-Za-z0-9._~/-]|%[0-9A-Fa-f]{2})*");

  /** The page that is asked for first. */
  public static final Key<String> PATH =
      Key.of("ecu.path", PageKeys::page).withDefault(KNOWN_PATHS.get(0)).formerly("path").perEcu();

  private PageKeys() {}

  /** The paths to try: the set one, then the other known ones. */
  public static List<String> paths(Settings settings) {
    String path = settings.get(PATH);
    return Stream.concat(Stream.of(path), KNOWN_PATHS.stream().filter(p -> !p.equals(path)))
        .toList();
  }

  /** The port of the page. */
  static int port(Settings settings) {
    int written = URI.create("http://" + settings.get(EcuKeys.HOST)).getPort();
    return written < 0 ? HTTP : written;
  }

  private static String page(String text) throws BadTextException {
    if (!PAGE.matcher(text).matches()) {
      throw new BadTextException(
          "is not the path of a page; write one that starts with / and has neither spaces nor ? nor"
              + " # in it, as in "
              + KNOWN_PATHS.get(0));
    }
    return text;
  }
}
