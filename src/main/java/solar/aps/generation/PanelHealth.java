package solar.aps.generation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds panels that give far less than they should. What a panel gives over a day of light is
 * compared with the median of its neighbours, and that share with its own shares of the days
 * before: a panel in the shade, or one that looks to another side, is as well as it always was.
 */
public final class PanelHealth {
  /** Below this share of what is usual for it a panel is ill. */
  public static final double ILL = 0.6;

  /** Weak light tells more of the sky than of a panel. */
  private static final double LEAST_LIGHT = 0.15;

  private static final int LEAST_MINUTES = 120;

  /** A reading stands for no more time than this. */
  private static final int MOST_MINUTES = 15;

  private static final int LEAST_DAYS = 3;
  private static final double SILENT = 0.25;
  private static final int KIND_DIGITS = 2;
  private static final int LEAST_OF_A_KIND = 3;

  private PanelHealth() {}

  /**
   * What each panel gave on a day, as a share of the median of its neighbours; 0 for one that was
   * silent while they were not.
   *
   * @param readings those of one day
   * @return empty if there was not enough light to tell
   */
  public static Map<String, Double> shares(List<GenerationSummary> readings) {
    Map<String, List<Double>> medians = new HashMap<>();
    Map<String, Double> shares = new TreeMap<>();
    readings.stream()
        .flatMap(reading -> reading.panels().keySet().stream())
        .distinct()
        .forEach(
            panel -> {
              List<Double> ofItsKind =
                  medians.computeIfAbsent(
                      kind(panel),
                      kind -> readings.stream().map(reading -> median(kind, reading)).toList());
              Double share = share(panel, readings, ofItsKind);
              if (share != null) {
                shares.put(panel, share);
              }
            });
    return shares;
  }

  /** Panels of a kind have IDs that begin alike. */
  private static String kind(String panel) {
    return panel.substring(0, Math.min(KIND_DIGITS, panel.length()));
  }

  private static Double share(
      String panel, List<GenerationSummary> readings, List<Double> medians) {
    double best = medians.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int minutes = 0;
    int heard = 0;
    double own = 0;
    double neighbours = 0;
    for (int i = 0; i < medians.size(); i++) {
      if (medians.get(i) > 0 && medians.get(i) >= LEAST_LIGHT * best) {
        int lasts = i == 0 ? 0 : minutes(readings.get(i - 1), readings.get(i));
        minutes += lasts;
        Integer watts = readings.get(i).panels().get(panel);
        if (watts != null) {
          heard += lasts;
          own += watts;
          neighbours += medians.get(i);
        }
      }
    }
    if (minutes < LEAST_MINUTES) {
      return null;
    }
    return heard < SILENT * minutes ? 0 : own / neighbours;
  }

  private static int minutes(GenerationSummary from, GenerationSummary to) {
    long passed = Duration.between(from.timestamp(), to.timestamp()).toMinutes();
    return (int) Math.max(0, Math.min(MOST_MINUTES, passed));
  }

  /** The median power of the panels of a kind, or of all where there are few of it. */
  private static double median(String kind, GenerationSummary reading) {
    List<Integer> ofItsKind = watts(reading, id -> id.startsWith(kind));
    List<Integer> watts =
        ofItsKind.size() >= LEAST_OF_A_KIND ? ofItsKind : watts(reading, id -> true);
    return watts.isEmpty() ? 0 : median(watts.stream().map(Integer::doubleValue).toList());
  }

  private static List<Integer> watts(GenerationSummary reading, Predicate<String> ids) {
    return reading.panels().entrySet().stream()
        .filter(panel -> ids.test(panel.getKey()))
        .map(Map.Entry::getValue)
        .filter(Objects::nonNull)
        .toList();
  }

  private static double median(Collection<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * How well each panel is: 1 is as usual, 0 is silent.
   *
   * @param day the shares of a day
   * @param before the shares of the days before
   * @return without those of which too little is known
   */
  public static Map<String, Double> health(
      Map<String, Double> day, List<Map<String, Double>> before) {
    Map<String, Double> health = new HashMap<>();
    day.forEach(
        (panel, share) -> {
          List<Double> usual =
              before.stream().map(shares -> shares.get(panel)).filter(Objects::nonNull).toList();
          double median = usual.isEmpty() ? 0 : median(usual);
          if (usual.size() >= LEAST_DAYS && median > 0) {
            health.put(panel, share / median);
          }
        });
    return new TreeMap<>(health);
  }
}
