package solar.aps.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import solar.aps.generation.GenerationSummary;

/** The power of a day, drawn in lines of text: a column for every 20 minutes, from 0 to 24 h. */
final class Curve {
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final int COLUMNS = 72;
  private static final int MINUTES = 20;
  private static final int ROWS = 8;
  private static final int EIGHTHS = 8;

  private Curve() {}

  /** The lines; none if there was no power. */
  static List<String> lines(List<GenerationSummary> readings) {
    double[] watts = columns(readings);
    double peak = Arrays.stream(watts).max().orElse(0);
    List<String> lines = new ArrayList<>();
    if (peak <= 0) {
      return lines;
    }
    for (int row = ROWS - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (double value : watts) {
        long eighths = Math.round(value / peak * ROWS * EIGHTHS) - (long) row * EIGHTHS;
        line.append(BLOCKS.charAt((int) Math.max(0, Math.min(EIGHTHS, eighths))));
      }
      String label =
          row == ROWS - 1 ? String.format(Locale.ROOT, "%,6.0f W ", peak) : " ".repeat(9);
      lines.add((label + "│" + line).stripTrailing());
    }
    lines.add(" ".repeat(9) + "└" + "─".repeat(COLUMNS));
    lines.add(" ".repeat(10) + hours());
    return lines;
  }

  private static String hours() {
    StringBuilder axis = new StringBuilder(" ".repeat(COLUMNS + 2));
    for (int hour = 0; hour <= 24; hour += 3) {
      String label = Integer.toString(hour);
      int column = hour * COLUMNS / 24;
      axis.replace(column, column + label.length(), label);
    }
    return axis.toString().stripTrailing();
  }

  /** The mean power of each column, in W; 0 where there is no reading. */
  private static double[] columns(List<GenerationSummary> readings) {
    double[] sums = new double[COLUMNS];
    int[] counts = new int[COLUMNS];
    for (GenerationSummary reading : readings) {
      int column = (reading.timestamp().getHour() * 60 + reading.timestamp().getMinute()) / MINUTES;
      sums[column] += reading.totalWattsForOutput();
      counts[column]++;
    }
    for (int i = 0; i < COLUMNS; i++) {
      sums[i] = counts[i] == 0 ? 0 : sums[i] / counts[i];
    }
    return sums;
  }
}
