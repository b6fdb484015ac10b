package solar.aps.sink.influxdb;

import java.util.List;
import java.util.stream.Stream;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;
import solar.aps.layout.Layout;

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
   * @param layout how the panels are called; without one they have no name
   */
  static List<String> of(GenerationSummary summary, String prefix, Layout layout) {
    String ecu = CommonKeys.name(summary.ecu());
    long seconds = summary.takenAt().getEpochSecond();
    return Stream.concat(
            system(summary, new Line(prefix + "_system").tag("ecu", ecu)).at(seconds),
            summary.inverters().stream()
                .flatMap(
                    inverter ->
                        Stream.concat(
                            inverter(inverter, prefix, ecu).at(seconds),
                            panels(summary, inverter, prefix, layout)
                                .flatMap(line -> line.at(seconds)))))
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

  private static Line inverter(Inverter inverter, String prefix, String ecu) {
    return new Line(prefix + "_inverter")
        .tag("ecu", ecu)
        .tag("inverter", inverter.serial())
        .is("online", inverter.online())
        .measured("voltage", inverter.volts())
        .measured("frequency", inverter.hertz())
        .measured("temperature", inverter.celsius());
  }

  private static Stream<Line> panels(
      GenerationSummary summary, Inverter inverter, String prefix, Layout layout) {
    return inverter.channels().entrySet().stream()
        .map(
            panel ->
                new Line(prefix + "_channel")
                    .tag("channel", panel.getKey())
                    .tag("ecu", CommonKeys.name(summary.ecu()))
                    .tag("inverter", inverter.serial())
                    .tag("name", name(summary.panelId(inverter.serial(), panel.getKey()), layout))
                    .measured(
                        "power", panel.getValue() == null ? null : panel.getValue().doubleValue()));
  }

  /** An empty tag is left out. */
  private static String name(String panelId, Layout layout) {
    return layout.isSet() ? layout.name(panelId) : "";
  }
}
