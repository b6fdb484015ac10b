package solar.aps.source.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** The page on which an ECU says who it is: a table with a label and a value in each row. */
final class HomePage {
  /** The paths under which ECUs are known to serve it, oldest firmware first. */
  static final List<String> PATHS = List.of("/cgi-bin/home", "/index.php/home");

  private static final Pattern ID = Pattern.compile("[0-9]{12}");

  private HomePage() {}

  /** The ECU's ID. Its label may be in another language, but nothing else has that many digits. */
  static Optional<String> ecuId(byte[] page) {
    return Jsoup.parse(new String(page, StandardCharsets.UTF_8)).select("td").stream()
        .map(Element::text)
        .filter(ID.asMatchPredicate())
        .findFirst();
  }
}
