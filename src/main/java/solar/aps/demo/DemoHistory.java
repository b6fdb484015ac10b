package solar.aps.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.demo.ecu.Inverter;
import solar.aps.demo.ecu.Roof;
import solar.aps.generation.EcuReading;
import solar.aps.generation.Energy;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelAggregator;
import solar.aps.generation.PanelHealth;
import solar.aps.generation.PanelReading;
import solar.aps.history.History;
import solar.aps.json.SummaryJson;

/**
 * What a service that has run for two weeks has on its disk: the readings of the days before and of
 * this morning, and the shares of the panels by which it knows an ill one.
 */
final class DemoHistory {
  private static final int DAYS = 14;

  /** As few as are needed to know what is usual; yesterday is left to the service. */
  private static final int DAYS_OF_SHARES = 3;

  private static final LocalTime FIRST_ROUND = LocalTime.of(5, 30);
  private static final Duration WAKING = Duration.ofMinutes(16 * 60 + 30);

  private final Roof roof;
  private final ZoneId zone;
  private final String source;
  private final PanelAggregator aggregator;

  /**
   * @param settings those of the demo
   * @param source the URL that is read
   */
  DemoHistory(Roof roof, Settings settings, String source) {
    this.roof = roof;
    this.zone = settings.get(CommonKeys.TIME_ZONE);
    this.source = source;
    this.aggregator =
        new PanelAggregator(
            null, settings.get(CommonKeys.SCALE_MISSING), CommonKeys.expectedCount(settings));
  }

  /**
   * Writes all that was before this time.
   *
   * @throws IOException if the disk does not take it
   */
  void write(Settings settings, LocalDateTime now) throws IOException {
    SummaryJson json = new SummaryJson();
    Path folder = new History(settings, CommonKeys.ONE_ECU, json).folder();
    Files.createDirectories(folder);
    List<String> shares = new ArrayList<>();
    for (int ago = DAYS; ago >= 0; ago--) {
      LocalDate day = now.toLocalDate().minusDays(ago);
      List<GenerationSummary> readings = readings(day, now);
      // at once: a reading at a time, each safe from a power cut, takes a hundred times as long
      Files.write(folder.resolve(day + ".jsonl"), readings.stream().map(json::line).toList());
      if (ago > 1 && ago <= 1 + DAYS_OF_SHARES) {
        PanelHealth.shares(readings)
            .forEach((panel, share) -> shares.add(day + " " + share + " " + panel));
      }
    }
    Files.write(settings.get(CommonKeys.DATA_DIR).resolve("panel-health"), shares);
  }

  private List<GenerationSummary> readings(LocalDate day, LocalDateTime now) {
    LocalDateTime first = day.atTime(FIRST_ROUND);
    LocalDateTime night = first.plus(WAKING);
    LocalDateTime end = night.isBefore(now) ? night : now;
    List<GenerationSummary> readings = new ArrayList<>();
    long wattMinutes = 0;
    for (LocalDateTime round = first;
        round.isBefore(end);
        round = round.plusMinutes(Roof.MINUTES_A_ROUND)) {
      List<PanelReading> panels = panels(round);
      wattMinutes += Roof.MINUTES_A_ROUND * watts(panels);
      Energy energy = new Energy("", wattMinutes / 60, null);
      readings.add(
          aggregator.summarise(
              new EcuReading(source, round.atZone(zone), panels, energy, List.of())));
    }
    return readings;
  }

  private List<PanelReading> panels(LocalDateTime round) {
    return roof.inverters(round).stream()
        .flatMap(
            inverter -> inverter.panels().stream().map(panel -> reading(inverter, panel, round)))
        .toList();
  }

  private static PanelReading reading(
      Inverter inverter, Inverter.Panel panel, LocalDateTime round) {
    return panel
        .output()
        .map(
            output ->
                new PanelReading(
                    panel.id(),
                    output.watts(),
                    inverter.hertz(),
                    (double) output.volts(),
                    (double) inverter.celsius(),
                    round))
        .orElseGet(() -> new PanelReading(panel.id(), null, null, null, null, null));
  }

  private static long watts(List<PanelReading> panels) {
    return panels.stream()
        .flatMap(panel -> Stream.ofNullable(panel.watts()))
        .mapToLong(Integer::longValue)
        .sum();
  }
}
