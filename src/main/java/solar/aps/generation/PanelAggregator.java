package solar.aps.generation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;

/** Makes the summary of a reading: counts, totals, averages, and the estimate for silent panels. */
public final class PanelAggregator {
  private final String ecu;
  private final boolean scaleMissing;
  private final OptionalInt expectedCount;

  /**
   * @param ecu the name of the ECU, or null where there is only one
   * @param scaleMissing whether the total is estimated when fewer panels than expected gave theirs
   * @param expectedCount how many panels there are, if known
   */
  public PanelAggregator(String ecu, boolean scaleMissing, OptionalInt expectedCount) {
    this.ecu = ecu;
    this.scaleMissing = scaleMissing;
    this.expectedCount = expectedCount;
  }

  /** The summary of {@code reading}. */
  public GenerationSummary summarise(EcuReading reading) {
    List<Integer> watts =
        reading.panels().stream().map(PanelReading::watts).filter(Objects::nonNull).toList();
    long raw = watts.stream().mapToLong(Integer::longValue).sum();
    Long estimated = estimate(raw, watts.size());
    Map<String, Integer> panels = new LinkedHashMap<>();
    reading.panels().forEach(panel -> panels.put(panel.panelId(), panel.watts()));
    return new GenerationSummary(
        reading.source(),
        reading.takenAt().toLocalDateTime().truncatedTo(ChronoUnit.SECONDS),
        watts.size(),
        expectedCount.isPresent() ? expectedCount.getAsInt() : null,
        raw,
        estimated,
        estimated == null ? raw : estimated,
        average(reading, PanelReading::volts, 1),
        average(reading, PanelReading::celsius, 1),
        average(reading, PanelReading::hertz, 2),
        estimated != null,
        panels,
        reading.energy().todayWh(),
        reading.energy().totalKwh(),
        ecu,
        reading.takenAt().toInstant().truncatedTo(ChronoUnit.SECONDS),
        Inverter.of(reading.panels()));
  }

  /**
   * total / received × expected, ties to even. The order of the operations and the rounding are
   * those of the Python tool this program replaces ({@code round(total / received * expected)}), so
   * that both give the same watts.
   */
  private Long estimate(long raw, int received) {
    if (!scaleMissing || received == 0 || expectedCount.orElse(0) <= received) {
      return null;
    }
    return (long) Math.rint((double) raw / received * expectedCount.getAsInt());
  }

  private static Double average(
      EcuReading reading, Function<PanelReading, Double> value, int decimals) {
    List<Double> known = reading.panels().stream().map(value).filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return null;
    }
    double sum = 0;
    for (double each : known) {
      sum += each;
    }
    return new BigDecimal(sum / known.size())
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .doubleValue();
  }
}
