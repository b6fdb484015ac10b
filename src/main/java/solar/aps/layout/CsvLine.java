package solar.aps.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import solar.aps.config.BadTextException;

/**
 * A line of CSV by RFC 4180, whose fields do not go over several lines.
 *
 * @param separator what stands between two fields
 * @param fields without white space around them; empty ones at the end are left out
 */
record CsvLine(char separator, List<String> fields) {
  private static final char QUOTE = '"';

  /**
   * @throws BadTextException if a quote is not closed
   */
  static CsvLine of(String line, char separator) throws BadTextException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (quoted && character == QUOTE) {
        boolean isDoubled = i + 1 < line.length() && line.charAt(i + 1) == QUOTE;
        if (isDoubled) {
          field.append(QUOTE);
          i++;
        }
        quoted = isDoubled;
      } else if (!quoted && character == QUOTE && field.toString().isBlank()) {
        field.setLength(0);
        quoted = true;
      } else if (!quoted && character == separator) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    if (quoted) {
      throw new BadTextException("has a quote that is not closed in the same line, close it");
    }
    fields.add(field.toString().strip());
    while (!fields.isEmpty() && fields.get(fields.size() - 1).isEmpty()) {
      fields.remove(fields.size() - 1);
    }
    return new CsvLine(separator, List.copyOf(fields));
  }

  boolean isBlank() {
    return fields.isEmpty();
  }

  int size() {
    return fields.size();
  }

  /** The field at this place, from 0; empty where the line has ended. */
  String field(int place) {
    return place < fields.size() ? fields.get(place) : "";
  }

  List<String> inSmallLetters() {
    return fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList();
  }
}
