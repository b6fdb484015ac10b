package solar.aps.history;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelHealth;

/** Days as lines for people. */
public final class HistoryText {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
  private static final String UNKNOWN = "—";
  private static final double PERCENT = 100;
  private static final int LEAST_WIDTH = 20;

  private HistoryText() {}

  /**
   * One day with its panels and its curve.
   *
   * @param health how well each panel was, where that is known
   * @param titles what a panel is called, by its ID
   */
  public static List<String> ofDay(
      Day day,
      List<GenerationSummary> readings,
      Map<String, Double> health,
      UnaryOperator<String> titles) {
    List<String> lines = new ArrayList<>();
    lines.add(day.day() + ", " + day.readings() + (day.readings() == 1 ? " reading" : " readings"));
    lines.add("");
    lines.add("  Energy       " + energy(day));
    lines.add("  Peak         " + peak(day));
    lines.add("  First light  " + time(day.firstLight()));
    lines.add("  Last light   " + time(day.lastLight()));
    if (!day.shares().isEmpty()) {
      lines.add("");
    }
    int width =
        day.shares().keySet().stream()
            .mapToInt(panel -> titles.apply(panel).length())
            .reduce(LEAST_WIDTH, Math::max);
    for (Map.Entry<String, Double> share : day.shares().entrySet()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + width + "s %5.1f %%%s",
              titles.apply(share.getKey()),
              share.getValue() * PERCENT,
              illness(health.getOrDefault(share.getKey(), 1.0))));
    }
    List<String> curve = Curve.lines(readings);
    if (!curve.isEmpty()) {
      lines.add("");
      lines.addAll(curve);
    }
    return lines;
  }

  /** Several days, a line each. */
  public static List<String> ofDays(List<Day> days) {
    List<String> lines = new ArrayList<>();
    lines.add("day         readings  energy       peak                first  last");
    for (Day day : days) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s  %8d  %-11s  %-18s  %-5s  %-5s",
              day.day(),
              day.readings(),
              energy(day),
              peak(day),
              time(day.firstLight()),
              time(day.lastLight())));
    }
    return lines;
  }

  private static String illness(double health) {
    return health < PanelHealth.ILL
        ? String.format(Locale.ROOT, "  ill: %.0f %% of what is usual", health * PERCENT)
        : "";
  }

  private static String energy(Day day) {
    return day.energyWh() == null
        ? UNKNOWN
        : String.format(Locale.ROOT, "%.2f kWh", day.energyWh() / 1000.0);
  }

  private static String peak(Day day) {
    return day.peak()
        .map(
            reading ->
                String.format(
                    Locale.ROOT,
                    "%,d W at %s",
                    reading.totalWattsForOutput(),
                    time(reading.timestamp().toLocalTime())))
        .orElse(UNKNOWN);
  }

  private static String time(LocalTime time) {
    return time == null ? UNKNOWN : MINUTE.format(time);
  }
}
