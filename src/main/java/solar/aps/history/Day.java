package solar.aps.history;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import solar.aps.generation.GenerationSummary;

/**
 * What the readings of a day come to. Times are local.
 *
 * @param day the day
 * @param readings how many there are
 * @param energyWh the energy that was known last, in Wh, or null
 * @param peak the reading with the most power; empty if none had any
 * @param firstLight when there was power first, or null
 * @param lastLight when there was power last, or null
 * @param shares each panel's share of the power of the day, 0 to 1, in the order of the readings
 */
public record Day(
    LocalDate day,
    int readings,
    Long energyWh,
    Optional<GenerationSummary> peak,
    LocalTime firstLight,
    LocalTime lastLight,
    Map<String, Double> shares) {

  /** The day of these readings, which are in order. */
  public static Day of(LocalDate day, List<GenerationSummary> readings) {
    List<GenerationSummary> light =
        readings.stream().filter(reading -> reading.totalWattsForOutput() > 0).toList();
    return new Day(
        day,
        readings.size(),
        readings.stream()
            .map(GenerationSummary::energyTodayWh)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        light.stream().max(Comparator.comparingLong(GenerationSummary::totalWattsForOutput)),
        light.isEmpty() ? null : time(light.get(0)),
        light.isEmpty() ? null : time(light.get(light.size() - 1)),
        shares(light));
  }

  private static LocalTime time(GenerationSummary reading) {
    return reading.timestamp().toLocalTime();
  }

  private static Map<String, Double> shares(List<GenerationSummary> light) {
    Map<String, Double> watts = new LinkedHashMap<>();
    light.forEach(
        reading ->
            reading
                .panels()
                .forEach(
                    (panel, power) ->
                        watts.merge(panel, power == null ? 0.0 : power, Double::sum)));
    double all = watts.values().stream().mapToDouble(Double::doubleValue).sum();
    watts.replaceAll((panel, power) -> all == 0 ? 0 : power / all);
    return watts;
  }
}
