package solar.aps.source.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;

/** The page on which an ECU shows the readings of its panels, in every form known. */
public final class EcuPage {
  private static final int MAX_BYTES = 1024 * 1024;

  /** No ECU nests its elements half as deep; each level costs time on a page of open tags. */
  private static final int MAX_DEPTH = 64;

  private EcuPage() {}

  /**
   * Reads a page. A value that is not there, or not a number with its unit, is missing; the latter
   * gives a warning too.
   *
   * @param page the bytes that the ECU sent, at most 1 MiB; their charset is the one that the page
   *     names, otherwise UTF-8
   * @param source the URL that the page came from
   * @param takenAt when the cycle began, in the zone of the ECU
   * @return at least one panel, and what was odd about the page
   * @throws EcuPageException if this is not a whole page of inverter readings
   * @throws NullPointerException if an argument is null
   */
  public static EcuReading read(byte[] page, String source, ZonedDateTime takenAt)
      throws EcuPageException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(takenAt, "takenAt");
    if (page.length > MAX_BYTES) {
      throw Refusals.tooLarge(page.length, MAX_BYTES);
    }
    Document document = parse(page);
    ReadingsTable table =
        ReadingsTable.find(document).orElseThrow(() -> Refusals.noTable(document, page.length));
    if (!closesLastTable(page)) {
      throw Refusals.openTable();
    }
    PanelRows rows = new PanelRows(table);
    List<PanelReading> panels = rows.panels();
    if (panels.isEmpty()) {
      throw Refusals.noPanels(table.rows().size());
    }
    return new EcuReading(source, takenAt, panels, rows.warnings());
  }

  private static Document parse(byte[] page) {
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(page), null, "", Parser.htmlParser().setMaxDepth(MAX_DEPTH));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Looks at the bytes, because the parser itself closes what a cut page leaves open. */
  private static boolean closesLastTable(byte[] page) {
    String html = new String(page, StandardCharsets.ISO_8859_1);
    for (int i = html.lastIndexOf('<'); i >= 0; i = html.lastIndexOf('<', i - 1)) {
      if (html.regionMatches(true, i, "</table", 0, "</table".length())) {
        return true;
      }
      if (html.regionMatches(true, i, "<table", 0, "<table".length())) {
        return false;
      }
    }
    return false;
  }
}
