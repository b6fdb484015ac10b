package solar.aps.source.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.nodes.Element;

/**
 * Gives each row of a table all its cells: those that span columns are repeated, and those that
 * span rows are carried down. Rows have to come in the order of the table.
 */
final class RowSpans {
  private final String[] texts;
  private final int[] rowsLeft;

  /**
   * @param width the number of columns
   */
  RowSpans(int width) {
    texts = new String[width];
    rowsLeft = new int[width];
  }

  /** Whether a cell of an earlier row reaches down into the next one. */
  boolean isCarrying() {
    return Arrays.stream(rowsLeft).anyMatch(left -> left > 0);
  }

  /**
   * The texts of the next row from left to right.
   *
   * @param cells the cells that the row itself holds
   * @return as many texts as there are columns; fewer, or one more, if the cells do not fit
   */
  List<String> next(List<Element> cells) {
    List<String> row = new ArrayList<>(texts.length + 1);
    for (Element cell : cells) {
      carry(row);
      String text = CellText.of(cell);
      int height = span(cell, "rowspan");
      for (int left = span(cell, "colspan"); left > 0 && row.size() <= texts.length; left--) {
        if (row.size() < texts.length) {
          texts[row.size()] = text;
          rowsLeft[row.size()] = height;
        }
        row.add(text);
      }
    }
    carry(row);
    for (int i = 0; i < rowsLeft.length; i++) {
      rowsLeft[i] = Math.max(0, rowsLeft[i] - 1);
    }
    return row;
  }

  private void carry(List<String> row) {
    while (row.size() < texts.length && rowsLeft[row.size()] > 0) {
      row.add(texts[row.size()]);
    }
  }

  /** How many columns or rows the cell covers; at least 1, however odd the page. */
  static int span(Element cell, String attribute) {
    String written = cell.attr(attribute);
    if (written.isEmpty()) {
      return 1;
    }
    try {
      return Math.max(1, Integer.parseInt(written.strip()));
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
