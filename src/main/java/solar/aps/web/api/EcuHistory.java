package solar.aps.web.api;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import solar.aps.generation.GenerationSummary;
import solar.aps.history.History;
import solar.aps.layout.Layout;

/**
 * Where the days of an ECU are.
 *
 * @param ecu its name, or null where there is only one
 * @param zone that of its clock
 * @param interval the time between two polls
 * @param layout how its panels are called
 * @param history its readings
 */
public record EcuHistory(
    String ecu, ZoneId zone, Duration interval, Layout layout, History history) {
  /** Its day; empty if there is no reading of it. */
  Optional<EcuDay> day(LocalDate day) throws IOException {
    List<GenerationSummary> readings = history.readings(day);
    return readings.isEmpty()
        ? Optional.empty()
        : Optional.of(EcuDay.of(ecu, day, readings, zone, layout));
  }
}
