package solar.aps.source.page;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;

/** Why a page is not read: what was found, what was expected, and what to do. */
final class Refusals {
  private static final String WHILE_WRITING =
      "The ECU rewrites its readings while it serves them: wait for the next poll; "
          + "if it stays, restart the ECU.";

  private Refusals() {}

  static EcuPageException tooLarge(int bytes, int limit) {
    return new EcuPageException(
        "The page is too large: found "
            + bytes
            + " bytes, expected at most "
            + limit
            + ". Check that ecu.host and ecu.path lead to the ECU.");
  }

  /** For a page without a table of readings: says what kind of page it is instead. */
  static EcuPageException noTable(Document page, int bytes) {
    String title = CellText.clean(page.title());
    if (title.startsWith("404")) {
      return new EcuPageException(
          "The ECU answers, but its readings page is gone: firmware without web pages. Found the "
              + "title "
              + CellText.quoted(title)
              + ", expected a table of readings. Check ecu.path; if it is right, only a firmware "
              + "that has the page helps: ask the installer or APsystems.",
          true);
    }
    if (page.body().childrenSize() == 0 && !page.hasText()) {
      return new EcuPageException(
          "The page is empty: found "
              + bytes
              + " bytes without any text, expected a table of readings. "
              + WHILE_WRITING);
    }
    if (page.select("th, td").stream().map(CellText::of).anyMatch(Refusals::namesOptimizers)) {
      return new EcuPageException(
          "The page shows optimizers: found optimizer IDs in its table, expected inverters with "
              + "their power and a grid frequency or voltage. Set ecu.host and ecu.path to a page "
              + "of inverters.");
    }
    return new EcuPageException(
        "The page has no table of readings: found "
            + (title.isEmpty() ? "no title" : "the title " + CellText.quoted(title))
            + " and "
            + bytes
            + " bytes, expected a table whose header names the inverter ID, the power and the "
            + "grid frequency or voltage. Open the page in a browser and check ecu.host and "
            + "ecu.path; if it shows readings there, report it to the project.",
        true);
  }

  static EcuPageException openTable() {
    return new EcuPageException(
        "The page is cut off: found no </table> that ends the readings, expected one. "
            + WHILE_WRITING);
  }

  static EcuPageException noPanels(int rows) {
    return new EcuPageException(
        "The table of readings shows no panel: found its header and "
            + (rows == 0 ? "no row" : "no panel in " + rows + " rows")
            + ", expected a row for each panel. The ECU has just started or knows no inverters: "
            + "wait ten minutes; if it stays, enter the inverter IDs in the ECU.");
  }

  /** For a row with too few or too many cells. */
  static EcuPageException misfit(int number, List<String> row, int width, boolean isLast) {
    String found =
        "found "
            + (row.size() > width ? "more than " + width : row.size())
            + " cells in row "
            + number
            + " under the header"
            + (row.isEmpty() || row.get(0).isEmpty()
                ? ""
                : ", that of " + CellText.quoted(row.get(0)))
            + ", expected "
            + width
            + ". ";
    return new EcuPageException(
        isLast && row.size() < width
            ? "The page is cut off: " + found + WHILE_WRITING
            : "The table of readings is broken: "
                + found
                + "Its values can no longer be told apart. Wait for the next poll; if it stays, "
                + "report the page to the project.");
  }

  private static boolean namesOptimizers(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith("optimizer id") || header.contains("优化器");
  }
}
