package solar.aps.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Backlog;

/** Everything that is measured, made anew for each scrape. What is not known has no sample. */
final class Metrics implements MultiCollector {
  private static final double MILLIS = 1000;

  private final Memory memory;
  private final OptionalInt panels;
  private final Supplier<List<String>> sinks;
  private final Supplier<? extends Collection<Backlog>> backlogs;

  /**
   * @param panels how many panels there are, if known
   * @param sinks gives the IDs of all sinks
   * @param backlogs gives what sinks keep
   */
  Metrics(
      Memory memory,
      OptionalInt panels,
      Supplier<List<String>> sinks,
      Supplier<? extends Collection<Backlog>> backlogs) {
    this.memory = memory;
    this.panels = panels;
    this.sinks = sinks;
    this.backlogs = backlogs;
  }

  @Override
  public MetricSnapshots collect() {
    Optional<GenerationSummary> reading = memory.reading();
    return MetricSnapshots.of(
        gauge(
            "apsystems_panel_power_watts",
            "AC power of a panel in W.",
            reading.stream().flatMap(Metrics::panelPower)),
        gauge(
            "apsystems_system_power_watts",
            "AC power of all panels in W, estimated for silent ones if the settings say so.",
            of(reading, known -> known.receivedCount() == 0 ? null : known.totalWattsForOutput())),
        gauge(
            "apsystems_panels_received",
            "Panels that gave their power.",
            of(reading, GenerationSummary::receivedCount)),
        gauge(
            "apsystems_panels_expected",
            "Panels there are, by the settings.",
            panels.stream().mapToObj(count -> point(count, Labels.EMPTY))),
        gauge(
            "apsystems_grid_voltage_volts",
            "Mean grid voltage in V.",
            of(reading, GenerationSummary::avgVoltV)),
        gauge(
            "apsystems_grid_frequency_hertz",
            "Mean grid frequency in Hz.",
            of(reading, GenerationSummary::avgFreqHz)),
        gauge(
            "apsystems_inverter_temperature_celsius",
            "Mean inverter temperature in °C.",
            of(reading, GenerationSummary::avgTempC)),
        counter("aps_solar_cycles", "Polls by what became of them.", cycles()),
        gauge(
            "aps_solar_last_success_timestamp_seconds",
            "When a sink last took a reading, in seconds of Unix time.",
            successes()),
        gauge("aps_solar_outbox_statuses", "Statuses that wait for PVOutput.", waiting()),
        counter("aps_solar_dead_letters", "Readings and pages that were given up.", letters()));
  }

  private static Stream<GaugeDataPointSnapshot> panelPower(GenerationSummary reading) {
    return reading.panels().entrySet().stream()
        .filter(panel -> panel.getValue() != null)
        .map(panel -> point(panel.getValue(), Labels.of("panel", panel.getKey())));
  }

  private static Stream<GaugeDataPointSnapshot> of(
      Optional<GenerationSummary> reading, Function<GenerationSummary, Number> value) {
    return reading.map(value).stream().map(known -> point(known.doubleValue(), Labels.EMPTY));
  }

  private Stream<CounterDataPointSnapshot> cycles() {
    return Arrays.stream(Memory.Outcome.values())
        .map(
            outcome ->
                count(
                    memory.cycles(outcome),
                    Labels.of("outcome", outcome.name().toLowerCase(Locale.ROOT))));
  }

  private Stream<GaugeDataPointSnapshot> successes() {
    return memory.successes().entrySet().stream()
        .map(
            success ->
                point(
                    success.getValue().toEpochMilli() / MILLIS,
                    Labels.of("sink", success.getKey())));
  }

  private Stream<GaugeDataPointSnapshot> waiting() {
    int[] known =
        backlogs.get().stream().map(Backlog::waiting).flatMapToInt(OptionalInt::stream).toArray();
    return known.length == 0
        ? Stream.empty()
        : Stream.of(point(Arrays.stream(known).sum(), Labels.EMPTY));
  }

  /** A sink that never failed has its 0, so that its first failure is seen as a rise. */
  private Stream<CounterDataPointSnapshot> letters() {
    Map<String, Long> letters = new TreeMap<>(memory.deadLetters());
    sinks.get().forEach(sink -> letters.putIfAbsent(sink, 0L));
    letters.putIfAbsent("ecu", 0L);
    return letters.entrySet().stream()
        .map(count -> count(count.getValue(), Labels.of("sink", count.getKey())));
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return new GaugeDataPointSnapshot(value, labels, null);
  }

  private static CounterDataPointSnapshot count(double value, Labels labels) {
    return new CounterDataPointSnapshot(value, labels, null, 0);
  }

  private static GaugeSnapshot gauge(
      String name, String help, Stream<GaugeDataPointSnapshot> points) {
    return new GaugeSnapshot(new MetricMetadata(name, help), points.toList());
  }

  /** The name is served with {@code _total} after it. */
  private static CounterSnapshot counter(
      String name, String help, Stream<CounterDataPointSnapshot> points) {
    return new CounterSnapshot(new MetricMetadata(name, help), points.toList());
  }
}
