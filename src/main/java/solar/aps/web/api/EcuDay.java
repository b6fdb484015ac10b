package solar.aps.web.api;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.generation.GenerationSummary;
import solar.aps.history.Day;
import solar.aps.layout.Layout;

/**
 * A day of one ECU.
 *
 * @param ecu its name, or null where there is only one
 * @param energyWh the energy of the day in Wh, or null
 * @param curve its power
 * @param panels the power of each panel in W, at the times of the curve; null where it was missing
 * @param layout how they are called
 * @param shares each panel's share of the power of the day, 0 to 1
 */
record EcuDay(
    String ecu,
    Long energyWh,
    Curve curve,
    Map<String, List<Integer>> panels,
    Layout layout,
    Map<String, Double> shares) {
  /**
   * @param readings those of the day, in order; at least one
   */
  static EcuDay of(
      String ecu, LocalDate day, List<GenerationSummary> readings, ZoneId zone, Layout layout) {
    Day sums = Day.of(day, readings);
    Map<String, List<Integer>> panels = new LinkedHashMap<>();
    List<Long> time = new ArrayList<>();
    List<Long> watts = new ArrayList<>();
    List<Boolean> estimated = new ArrayList<>();
    for (GenerationSummary reading : readings) {
      time.add(seconds(reading.timestamp(), zone, time));
      watts.add(reading.receivedCount() > 0 ? reading.totalWattsForOutput() : null);
      estimated.add(reading.scaledDueToMissing());
      reading
          .panels()
          .keySet()
          .forEach(
              panel ->
                  panels.computeIfAbsent(
                      panel, id -> new ArrayList<>(Collections.nCopies(time.size() - 1, null))));
      panels.forEach((panel, own) -> own.add(reading.panels().get(panel)));
    }
    return new EcuDay(
        ecu,
        sums.energyWh(),
        new Curve(zone, time, watts, estimated),
        panels,
        layout,
        sums.shares());
  }

  /** In the hour that comes twice in autumn it is the second one, once the first is over. */
  private static long seconds(LocalDateTime local, ZoneId zone, List<Long> before) {
    ZonedDateTime earlier = local.atZone(zone);
    boolean isOver = !before.isEmpty() && before.get(before.size() - 1) >= earlier.toEpochSecond();
    return (isOver ? earlier.withLaterOffsetAtOverlap() : earlier).toEpochSecond();
  }

  /** The panel that gave most; empty if none gave anything. */
  Optional<Map.Entry<String, Double>> best() {
    return shares.entrySet().stream().max(Map.Entry.comparingByValue());
  }

  /** The panel that gave least; empty if there are not two. */
  Optional<Map.Entry<String, Double>> worst() {
    return shares.size() < 2
        ? Optional.empty()
        : shares.entrySet().stream().min(Map.Entry.comparingByValue());
  }
}
