package solar.aps.sink.influxdb;

import java.util.List;
import java.util.stream.Stream;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/**
 * A reading as lines: one for the system, one for each inverter and one for each panel. The names,
 * kinds and units of the fields never change, so that what owners made of them goes on working.
 */
final class LineProtocol {
  private static final double WH_IN_KWH = 1000;

  private LineProtocol() {}

  /**
   * The lines of a reading, without line ends. Equal readings give equal lines, so that one that is
   * sent twice is stored once.
   *
   * @param prefix what the names of the measurements begin with
   */
  static List<String> of(GenerationSummary summary, String prefix) {
    String ecu = CommonKeys.name(summary.ecu());
    long seconds = summary.takenAt().getEpochSecond();
    return Stream.concat(
            system(summary, new Line(prefix + "_system").tag("ecu", ecu)).at(seconds),
            summary.inverters().stream()
                .flatMap(inverter -> inverter(inverter, prefix, ecu, seconds)))
        .toList();
  }

  /** At night the power is not 0 but unknown. */
  private static Line system(GenerationSummary summary, Line line) {
    boolean reports = summary.receivedCount() > 0;
    Long energyToday = summary.energyTodayWh();
    return line.measured("power", reports ? (double) summary.totalWattsForOutput() : null)
        .is("estimated", reports ? summary.scaledDueToMissing() : null)
        .measured("energy_today", energyToday == null ? null : energyToday / WH_IN_KWH)
        .measured("energy_total", summary.energyTotalKwh())
        .counted("panels_received", summary.receivedCount())
        .counted("panels_expected", summary.expectedCount());
  }

  private static Stream<String> inverter(
      Inverter inverter, String prefix, String ecu, long seconds) {
    Stream<String> own =
        new Line(prefix + "_inverter")
            .tag("ecu", ecu)
            .tag("inverter", inverter.serial())
            .is("online", inverter.online())
            .measured("voltage", inverter.volts())
            .measured("frequency", inverter.hertz())
            .measured("temperature", inverter.celsius())
            .at(seconds);
    Stream<String> panels =
        inverter.channels().entrySet().stream()
            .flatMap(
                panel ->
                    new Line(prefix + "_channel")
                        .tag("channel", panel.getKey())
                        .tag("ecu", ecu)
                        .tag("inverter", inverter.serial())
                        .measured(
                            "power",
                            panel.getValue() == null ? null : panel.getValue().doubleValue())
                        .at(seconds));
    return Stream.concat(own, panels);
  }
}
