package solar.aps.source.page;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * The text of a cell, fit for values and messages: one line, single spaces, no control characters.
 */
final class CellText {
  /** Longer than any cell that means something; the rest of a longer text is cut off. */
  private static final int LIMIT = 120;

  private static final int LIMIT_IN_MESSAGES = 40;

  private CellText() {}

  /** The cell's own text, without that of tables nested in it. */
  static String of(Element cell) {
    if (cell.childNodeSize() == 1 && cell.childNode(0) instanceof TextNode text) {
      return clean(text.getWholeText());
    }
    StringBuilder raw = new StringBuilder();
    cell.filter(new Collector(raw, cell));
    return clean(raw);
  }

  /** One line of at most 120 characters: whitespace and control characters become one space. */
  static String clean(CharSequence raw) {
    StringBuilder clean = new StringBuilder(Math.min(raw.length(), LIMIT));
    boolean gap = false;
    for (int i = 0; i < raw.length() && clean.length() < LIMIT; i++) {
      char c = raw.charAt(i);
      if (isBlank(c)) {
        gap = !clean.isEmpty();
      } else {
        if (gap) {
          clean.append(' ');
          gap = false;
        }
        clean.append(c);
      }
    }
    return clean.toString();
  }

  /** The text as messages show it: at most 40 characters of it. */
  static String shortened(String text) {
    return text.length() <= LIMIT_IN_MESSAGES
        ? text
        : text.substring(0, LIMIT_IN_MESSAGES - 1) + "…";
  }

  /** The shortened text in quotation marks. */
  static String quoted(String text) {
    return '"' + shortened(text) + '"';
  }

  private static boolean isBlank(char c) {
    if (c < 0x7f) {
      return c <= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Stops at nested tables, so that a layout of tables in tables is not read once a level. */
  private record Collector(StringBuilder raw, Element cell) implements NodeFilter {
    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode text) {
        raw.append(text.getWholeText());
      } else if (node instanceof Element element && element != cell) {
        if (element.nameIs("table")) {
          return FilterResult.SKIP_ENTIRELY;
        }
        breakLine(element);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        breakLine(element);
      }
      return FilterResult.CONTINUE;
    }

    private void breakLine(Element element) {
      if (element.isBlock() || element.nameIs("br")) {
        raw.append(' ');
      }
    }
  }
}
