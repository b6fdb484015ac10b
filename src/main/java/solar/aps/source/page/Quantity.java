package solar.aps.source.page;

import java.util.List;
import solar.aps.source.Believable;

/**
 * How a measured value stands in its cell: a number and its unit, such as {@code 50.1 Hz}, after a
 * phase where the inverter has three, as in {@code A: 231 V}.
 *
 * @param column where it stands
 * @param decimals how many decimals the number may have
 * @param units the unit and other ways in which it is written, the usual one first
 * @param range the values that are believed
 */
record Quantity(Column column, int decimals, List<String> units, Believable range) {
  /** More than any number that is believed has. */
  private static final int MAX_DIGITS = 9;

  /** AC power of a channel in W. */
  static final Quantity WATTS = new Quantity(Column.POWER, 0, List.of("W"), Believable.WATTS);

  /** Grid frequency in Hz. */
  static final Quantity HERTZ = new Quantity(Column.FREQUENCY, 3, List.of("Hz"), Believable.HERTZ);

  /** Grid voltage in V. */
  static final Quantity VOLTS = new Quantity(Column.VOLTAGE, 3, List.of("V"), Believable.VOLTS);

  /** Inverter temperature in °C; the oldest pages write the degree as a raised letter o. */
  static final Quantity CELSIUS =
      new Quantity(Column.TEMPERATURE, 3, List.of("°C", "oC", "℃", "ºC", "C"), Believable.CELSIUS);

  /** Whether the cell says that there is no value: nothing or a dash, with the unit or without. */
  boolean isMissing(String text) {
    String rest = withoutUnit(withoutPhase(text));
    return rest.isEmpty() || rest.equals("-");
  }

  /**
   * The number in the cell, in this quantity's unit.
   *
   * @return null if it is not a believable number followed by the unit
   */
  Double valueOf(String text) {
    String value = withoutPhase(text);
    String number = withoutUnit(value);
    if (number.length() == value.length() || !isNumber(number)) {
      return null;
    }
    // adding zero turns minus zero into zero
    double parsed = Double.parseDouble(number) + 0.0;
    return range.allows(parsed) ? parsed : null;
  }

  /** What the cell should have held, for messages. */
  String expected() {
    String kind = decimals == 0 ? "a whole number" : "a number";
    return kind + " from " + range.range() + " and the unit " + units.get(0);
  }

  private static String withoutPhase(String text) {
    boolean phase =
        text.length() >= 2
            && text.charAt(1) == ':'
            && text.charAt(0) >= 'A'
            && text.charAt(0) <= 'C';
    return phase ? text.substring(2).stripLeading() : text;
  }

  private String withoutUnit(String text) {
    for (String unit : units) {
      if (text.endsWith(unit)) {
        return text.substring(0, text.length() - unit.length()).stripTrailing();
      }
    }
    return text;
  }

  /** Stricter than the JDK, which takes 1e3, 0x1p3, 5d and .5 too. */
  private boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    return point < 0
        ? areDigits(text, start, text.length(), MAX_DIGITS)
        : areDigits(text, start, point, MAX_DIGITS)
            && areDigits(text, point + 1, text.length(), decimals);
  }

  private static boolean areDigits(String text, int from, int to, int max) {
    if (to <= from || to - from > max) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
