package solar.aps.source.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import solar.aps.generation.Energy;

/**
 * The page on which an ECU says who it is and what it has counted: a table with a label and a value
 * in each row. The labels may be in another language; the order of the rows is always the same.
 */
final class HomePage {
  /** The paths under which ECUs are known to serve it, oldest firmware first. */
  static final List<String> PATHS = List.of("/cgi-bin/home", "/index.php/home");

  private static final Pattern ID = Pattern.compile("[0-9]{12}");

  /** The lifetime first, then the day. */
  private static final Pattern ENERGY =
      Pattern.compile("([0-9]{1,3}(?:,?[0-9]{3})*(?:\\.[0-9]+)?)\\s*kWh");

  private HomePage() {}

  /** Where it is on an ECU whose readings page has this URL. */
  static String path(String readingsUrl) {
    return PATHS.get(readingsUrl.contains("/cgi-bin/") ? 0 : 1);
  }

  /** The ECU's ID: nothing else on the page has twelve digits. */
  static Optional<String> ecuId(byte[] page) {
    return cells(page).stream().filter(ID.asMatchPredicate()).findFirst();
  }

  /**
   * The ECU's counters; one of 0 counts as not known.
   *
   * @return empty if this is not the page of an ECU
   */
  static Optional<Energy> energy(byte[] page) {
    List<Double> kwh =
        cells(page).stream()
            .map(ENERGY::matcher)
            .filter(Matcher::matches)
            .map(cell -> Double.valueOf(cell.group(1).replace(",", "")))
            .toList();
    return ecuId(page)
        .filter(id -> kwh.size() >= 2)
        .map(
            id ->
                new Energy(
                    id,
                    kwh.get(1) == 0 ? null : Long.valueOf(Math.round(kwh.get(1) * 1000)),
                    kwh.get(0) == 0 ? null : kwh.get(0)));
  }

  private static List<String> cells(byte[] page) {
    return Jsoup.parse(new String(page, StandardCharsets.UTF_8)).select("td").stream()
        .map(Element::text)
        .map(String::strip)
        .toList();
  }
}
