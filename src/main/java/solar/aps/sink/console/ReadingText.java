package solar.aps.sink.console;

import java.util.Locale;
import solar.aps.generation.GenerationSummary;
import solar.aps.layout.Layout;

/** A summary as lines for people, the same lines as those of the Python tool it replaces. */
final class ReadingText {
  private ReadingText() {}

  /**
   * The text of {@code summary}, every line ended by a line feed.
   *
   * @param layout how its panels are called
   */
  static String of(GenerationSummary summary, Layout layout) {
    StringBuilder text = new StringBuilder();
    if (summary.ecu() != null) {
      line(text, "ECU: %s", summary.ecu());
    }
    text.append("Data source: ").append(summary.source()).append("\n\n");
    summary
        .panels()
        .forEach(
            (id, watts) -> line(text, "  %s: %s W", layout.title(id), watts == null ? "—" : watts));
    text.append('\n');
    if (summary.scaledDueToMissing()) {
      line(
          text,
          "Received panels: %d / expected %d",
          summary.receivedCount(),
          summary.expectedCount());
      line(text, "Raw total power: %d W", summary.totalWattsRaw());
      line(
          text, "Estimated total (scaled for missing panels): %d W", summary.totalWattsEstimated());
    } else {
      line(text, "Received panels: %d", summary.receivedCount());
      line(text, "Total power: %d W", summary.totalWattsRaw());
    }
    average(text, "Avg voltage: %.1f V", summary.avgVoltV());
    average(text, "Avg temp: %.1f °C", summary.avgTempC());
    average(text, "Avg frequency: %.2f Hz", summary.avgFreqHz());
    if (summary.energyTodayWh() != null) {
      line(text, "Energy today: %.2f kWh", summary.energyTodayWh() / 1000.0);
    }
    return text.toString();
  }

  private static void average(StringBuilder text, String format, Double value) {
    if (value != null) {
      line(text, format, value);
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
