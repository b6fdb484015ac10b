package solar.aps.source.page;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import solar.aps.generation.PanelReading;
import solar.aps.source.Warnings;

/** Turns the rows of a table of readings into panels, and notes what was odd about them. */
final class PanelRows {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private final ReadingsTable table;
  private final Map<String, PanelReading> panels = new LinkedHashMap<>();
  private final Map<String, LocalDateTime> times = new HashMap<>();
  private final Warnings warnings = new Warnings("on the page");

  /**
   * Reads all rows.
   *
   * @throws EcuPageException if a row does not fit the columns, so that no value can be trusted
   */
  PanelRows(ReadingsTable table) throws EcuPageException {
    this.table = table;
    RowSpans spans = new RowSpans(table.width());
    int number = 0;
    for (Element row : table.rows()) {
      number++;
      List<Element> cells = ReadingsTable.cellsOf(row);
      boolean isNote = cells.size() <= 1 && !spans.isCarrying();
      List<String> texts = spans.next(cells);
      if (isNote) {
        skip(number, texts.isEmpty() ? "no cell" : "only " + CellText.quoted(texts.get(0)));
      } else if (texts.size() == table.width()) {
        add(number, texts);
      } else {
        throw Refusals.misfit(number, texts, table.width(), number == table.rows().size());
      }
    }
    if (spans.isCarrying()) {
      warnings.add(
          "The last row has cells that span rows below it, expected those rows on the page: "
              + "a panel may be missing.");
    }
  }

  /** The panels in the order of the page, each ID once. */
  List<PanelReading> panels() {
    return List.copyOf(panels.values());
  }

  /** What was odd, one sentence each, in the order of the page; after ten only how much more. */
  List<String> warnings() {
    return warnings.list();
  }

  private void add(int number, List<String> row) {
    String id = text(row, Column.ID);
    if (id.isEmpty() || id.equals("-")) {
      skip(number, "no inverter ID");
    } else if (panels.containsKey(id)) {
      skip(number, "panel " + CellText.shortened(id) + " once more");
    } else {
      Double watts = value(Quantity.WATTS, row, id);
      panels.put(
          id,
          new PanelReading(
              id,
              watts == null ? null : watts.intValue(),
              value(Quantity.HERTZ, row, id),
              value(Quantity.VOLTS, row, id),
              value(Quantity.CELSIUS, row, id),
              reportedAt(row, id)));
    }
  }

  private void skip(int number, String found) {
    warnings.add(
        "Row "
            + number
            + " under the header is skipped: found "
            + found
            + ", expected a panel that no earlier row shows.");
  }

  private Double value(Quantity quantity, List<String> row, String id) {
    String text = text(row, quantity.column());
    if (quantity.isMissing(text)) {
      return null;
    }
    Double value = quantity.valueOf(text);
    if (value == null) {
      warnMalformed(id, quantity.column(), text, quantity.expected());
    }
    return value;
  }

  private LocalDateTime reportedAt(List<String> row, String id) {
    String text = text(row, Column.TIME);
    if (text.isEmpty() || text.equals("-")) {
      return null;
    }
    try {
      // all rows of a page share one time or a few
      return times.computeIfAbsent(text, written -> LocalDateTime.parse(written, TIME));
    } catch (DateTimeException e) {
      warnMalformed(id, Column.TIME, text, "a time such as 2024-06-15 14:07:07");
      return null;
    }
  }

  /** The text in a column; empty where the table has no such column. */
  private String text(List<String> row, Column column) {
    Integer position = table.columns().get(column);
    return position == null ? "" : row.get(position);
  }

  private void warnMalformed(String id, Column column, String found, String expected) {
    warnings.add(
        "Panel "
            + CellText.shortened(id)
            + ", "
            + column.title()
            + ": found "
            + CellText.quoted(found)
            + ", expected "
            + expected
            + "; the value counts as missing.");
  }
}
