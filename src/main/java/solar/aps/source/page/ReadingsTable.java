package solar.aps.source.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * The table of readings on a page. Signal and event tables carry inverter IDs too, so it is known
 * by the ID, the power and the frequency or voltage of the grid in one header row.
 *
 * @param columns where each column that is read stands, counted from 0
 * @param width the number of columns, also of those that are not read
 * @param rows the rows under the header
 */
record ReadingsTable(Map<Column, Integer> columns, int width, List<Element> rows) {
  /** More cells than any known header has; what is wider is not a table of readings. */
  private static final int MAX_WIDTH = 40;

  /** The first table of readings on the page. */
  static Optional<ReadingsTable> find(Document page) {
    return page.body().stream()
        .filter(element -> element.nameIs("table"))
        .map(ReadingsTable::of)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static ReadingsTable of(Element table) {
    List<Element> rows = rowsOf(table);
    for (int i = 0; i < rows.size(); i++) {
      List<Element> header = cellsOf(rows.get(i));
      Map<Column, Integer> columns = columnsOf(header);
      if (areReadings(columns)) {
        return new ReadingsTable(columns, widthOf(header), rows.subList(i + 1, rows.size()));
      }
    }
    return null;
  }

  /** The cells that a row itself holds. */
  static List<Element> cellsOf(Element row) {
    List<Element> cells = new ArrayList<>();
    for (Node child : row.childNodes()) {
      if (child.nameIs("td") || child.nameIs("th")) {
        cells.add((Element) child);
      }
    }
    return cells;
  }

  private static List<Element> rowsOf(Element table) {
    List<Element> rows = new ArrayList<>();
    for (Node section : table.childNodes()) {
      for (Node row : section.childNodes()) {
        if (row.nameIs("tr")) {
          rows.add((Element) row);
        }
      }
    }
    return rows;
  }

  private static Map<Column, Integer> columnsOf(List<Element> header) {
    Map<Column, Integer> columns = new EnumMap<>(Column.class);
    if (header.size() < 3 || widthOf(header) > MAX_WIDTH) {
      return columns;
    }
    int position = 0;
    for (Element cell : header) {
      Column column = Column.named(CellText.of(cell));
      if (column != null) {
        columns.putIfAbsent(column, position);
      }
      position += RowSpans.span(cell, "colspan");
    }
    return columns;
  }

  private static int widthOf(List<Element> header) {
    long width = 0;
    for (Element cell : header) {
      width += RowSpans.span(cell, "colspan");
    }
    return (int) Math.min(width, Integer.MAX_VALUE);
  }

  private static boolean areReadings(Map<Column, Integer> columns) {
    return columns.containsKey(Column.ID)
        && columns.containsKey(Column.POWER)
        && (columns.containsKey(Column.FREQUENCY) || columns.containsKey(Column.VOLTAGE));
  }
}
