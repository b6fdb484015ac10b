package solar.aps.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import solar.aps.config.BadTextException;
import solar.aps.config.Locations;
import solar.aps.config.Shown;
import solar.aps.config.TextFile;

/**
 * Reads a layout from CSV: a header, then a line a panel. Own code rather than a library: its
 * messages need the number of each line, a field never goes over two, and what is left of CSV then
 * are the quotes.
 */
final class LayoutFile {
  private static final List<String> COLUMNS = List.of("panel", "name", "row", "column", "rotation");
  private static final int LEAST_COLUMNS = 4;
  private static final String HEADER =
      "the header panel,name,row,column or panel,name,row,column,rotation";

  /** No roof is larger, and a picture of one would be of no use. */
  private static final int MOST_ROWS = 1000;

  private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,3}");

  /** What a terminal would obey, or would not show. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}]");

  private static final String THEIR_OWN = "give each panel its own";

  /** Whoever has more has another file in mind. */
  private static final int MOST_FAULTS = 5;

  private final Map<String, Place> places = new LinkedHashMap<>();

  /** What may stand in one line only, with the number of that line. */
  private final Map<String, Integer> taken = new HashMap<>();

  private final List<String> faults = new ArrayList<>();
  private CsvLine header;

  private LayoutFile() {}

  /**
   * The layout in a file.
   *
   * @param path its path
   * @throws BadTextException if it cannot be read, or is no layout: it names each line at fault
   */
  static Layout read(String path) throws BadTextException {
    return parse(
        TextFile.read(Locations.fileToRead(path), "correct the name, or leave the key out"));
  }

  /** The layout in the text of a file. */
  static Layout parse(String text) throws BadTextException {
    LayoutFile file = new LayoutFile();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        file.line(number, line);
      } catch (BadTextException e) {
        file.faults.add("line " + number + " " + e.getMessage());
        if (file.header == null) {
          break;
        }
      }
    }
    return file.layout();
  }

  private Layout layout() throws BadTextException {
    if (faults.isEmpty() && places.isEmpty()) {
      faults.add(
          header == null
              ? "it is empty; begin with " + HEADER
              : "it names no panel; write a line for each below the header");
    }
    if (!faults.isEmpty()) {
      int more = faults.size() - MOST_FAULTS;
      throw new BadTextException(
          "is no layout of panels: "
              + String.join("; ", more > 0 ? faults.subList(0, MOST_FAULTS) : faults)
              + (more > 0 ? "; and %d more".formatted(more) : ""));
    }
    return new Layout(places);
  }

  private void line(int number, String text) throws BadTextException {
    if (text.isBlank() || text.startsWith("#")) {
      return;
    }
    if (header == null) {
      header = header(text);
      return;
    }
    CsvLine line = CsvLine.of(text, header.separator());
    if (line.isBlank()) {
      return; // as spreadsheets write an empty row
    }
    if (UNPRINTABLE.matcher(text).find()) {
      throw new BadTextException("has a character that cannot be seen, take it out");
    }
    if (line.size() > header.size()) {
      throw new BadTextException(
          "has %d fields, not %d: put a name with a %s in it between quotes"
              .formatted(line.size(), header.size(), header.separator()));
    }
    panel(number, line);
  }

  private static CsvLine header(String text) throws BadTextException {
    CsvLine line = CsvLine.of(text, text.contains(";") ? ';' : ',');
    if (line.size() < LEAST_COLUMNS
        || line.size() > COLUMNS.size()
        || !line.inSmallLetters().equals(COLUMNS.subList(0, line.size()))) {
      throw new BadTextException("is %s, not %s".formatted(quoted(text), HEADER));
    }
    return line;
  }

  private void panel(int number, CsvLine line) throws BadTextException {
    String id = line.field(0);
    if (id.isEmpty()) {
      throw new BadTextException(
          "has no panel, write its ID as the ECU does, such as 404000000003-B");
    }
    once("panel", id, number, "write each panel once");
    String name = line.field(1);
    once("name", name.isEmpty() ? id : name, number, THEIR_OWN);
    Integer row = null;
    Integer column = null;
    // a name alone may do
    if (!line.field(2).isEmpty() || !line.field(3).isEmpty()) {
      row = number(line, 2);
      column = number(line, 3);
      once("place", "row %d, column %d".formatted(row, column), number, THEIR_OWN);
    }
    places.put(id, new Place(name.isEmpty() ? null : name, row, column, rotation(line.field(4))));
  }

  private void once(String what, String value, int number, String advice) throws BadTextException {
    Integer first = taken.putIfAbsent(what + " " + value, number);
    if (first != null) {
      throw new BadTextException(
          "has the %s %s of line %d again, %s".formatted(what, quoted(value), first, advice));
    }
  }

  private static Integer number(CsvLine line, int field) throws BadTextException {
    String text = line.field(field);
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_ROWS) {
      throw new BadTextException(
          "has the %s %s, write a whole number from 1 to %d"
              .formatted(COLUMNS.get(field), quoted(text), MOST_ROWS));
    }
    return number;
  }

  private static int rotation(String text) throws BadTextException {
    return switch (text) {
      case "", "0" -> 0;
      case "90" -> 90;
      default ->
          throw new BadTextException(
              "has the rotation %s, write 0 for upright or 90 for lying on its side"
                  .formatted(quoted(text)));
    };
  }

  private static String quoted(String text) {
    return '"' + Shown.of(text) + '"';
  }
}
