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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.GenerationSummary;
import solar.aps.layout.Layout;
import solar.aps.sink.Backlog;
import solar.aps.watch.Memories;
import solar.aps.watch.Memory;

/**
 * Everything that is measured, made anew for each scrape. What is not known has no sample. Where
 * there are several ECUs, each sample has a label with the name of its ECU.
 */
final class Metrics implements MultiCollector {
  private static final double MILLIS = 1000;
  private static final double WH = 1000;

  private final Memories memories;
  private final Supplier<List<String>> sinks;
  private final Supplier<? extends Collection<Backlog>> backlogs;

  /**
   * @param sinks gives the IDs of all sinks
   * @param backlogs gives what sinks keep
   */
  Metrics(
      Memories memories,
      Supplier<List<String>> sinks,
      Supplier<? extends Collection<Backlog>> backlogs) {
    this.memories = memories;
    this.sinks = sinks;
    this.backlogs = backlogs;
  }

  @Override
  public MetricSnapshots collect() {
    return MetricSnapshots.of(
        gauge(
            "apsystems_panel_power_watts", "AC power of a panel in W.", each(Metrics::panelPower)),
        gauge(
            "apsystems_system_power_watts",
            "AC power of all panels in W, estimated for silent ones if the settings say so.",
            of(known -> known.receivedCount() == 0 ? null : known.totalWattsForOutput())),
        gauge(
            "apsystems_panels_received",
            "Panels that gave their power.",
            of(GenerationSummary::receivedCount)),
        gauge(
            "apsystems_panels_expected",
            "Panels there are, by the settings.",
            each(
                memory ->
                    memory.expectedPanels().stream()
                        .mapToObj(n -> point(n, labels(memory.ecu()))))),
        gauge(
            "apsystems_grid_voltage_volts",
            "Mean grid voltage in V.",
            of(GenerationSummary::avgVoltV)),
        gauge(
            "apsystems_grid_frequency_hertz",
            "Mean grid frequency in Hz.",
            of(GenerationSummary::avgFreqHz)),
        gauge(
            "apsystems_inverter_temperature_celsius",
            "Mean inverter temperature in °C.",
            of(GenerationSummary::avgTempC)),
        gauge(
            "apsystems_energy_today_watthours",
            "Energy of the local day in Wh.",
            of(GenerationSummary::energyTodayWh)),
        counter(
            "apsystems_energy_watthours", "Energy of the lifetime in Wh.", each(Metrics::lifetime)),
        gauge(
            "apsystems_panel_health",
            "What a panel gave yesterday beside its neighbours: 1 is as usual, 0 is silent.",
            each(Metrics::panelHealth)),
        counter("aps_solar_cycles", "Polls by what became of them.", each(Metrics::cycles)),
        gauge(
            "aps_solar_last_success_timestamp_seconds",
            "When a sink last took a reading, in seconds of Unix time.",
            each(Metrics::successes)),
        gauge("aps_solar_outbox_items", "What waits for a sink.", waiting()),
        counter(
            "aps_solar_dead_letters",
            "Readings and pages that were given up.",
            each(this::letters)));
  }

  private <T> Stream<T> each(Function<Memory, Stream<T>> points) {
    return memories.all().stream().flatMap(points);
  }

  /** A value of each last reading. */
  private Stream<GaugeDataPointSnapshot> of(Function<GenerationSummary, Number> value) {
    return each(
        memory ->
            memory.reading().map(value).stream()
                .map(known -> point(known.doubleValue(), labels(memory.ecu()))));
  }

  private static Stream<GaugeDataPointSnapshot> panelPower(Memory memory) {
    return memory.reading().stream()
        .flatMap(reading -> reading.panels().entrySet().stream())
        .filter(panel -> panel.getValue() != null)
        .map(panel -> point(panel.getValue(), panelLabels(memory, panel.getKey())));
  }

  private static Stream<GaugeDataPointSnapshot> panelHealth(Memory memory) {
    return memory.health().entrySet().stream()
        .map(panel -> point(panel.getValue(), panelLabels(memory, panel.getKey())));
  }

  private static Stream<CounterDataPointSnapshot> lifetime(Memory memory) {
    return memory.reading().map(GenerationSummary::energyTotalKwh).stream()
        .map(kwh -> count(Math.round(kwh * WH), labels(memory.ecu())));
  }

  private static Stream<CounterDataPointSnapshot> cycles(Memory memory) {
    return Arrays.stream(Memory.Outcome.values())
        .map(
            outcome ->
                count(
                    memory.cycles(outcome),
                    labels(memory.ecu(), "outcome", outcome.name().toLowerCase(Locale.ROOT))));
  }

  private static Stream<GaugeDataPointSnapshot> successes(Memory memory) {
    return memory.successes().entrySet().stream()
        .map(
            success ->
                point(
                    success.getValue().toEpochMilli() / MILLIS,
                    labels(memory.ecu(), "sink", success.getKey())));
  }

  private Stream<GaugeDataPointSnapshot> waiting() {
    return backlogs.get().stream()
        .flatMap(
            backlog ->
                backlog.waiting().stream()
                    .mapToObj(
                        items -> point(items, labels(backlog.ecu(), "sink", backlog.sink()))));
  }

  /** A sink that never failed has its 0, so that its first failure is seen as a rise. */
  private Stream<CounterDataPointSnapshot> letters(Memory memory) {
    Map<String, Long> letters = new TreeMap<>(memory.deadLetters());
    sinks.get().forEach(sink -> letters.putIfAbsent(sink, 0L));
    letters.putIfAbsent(DeadLetter.READING, 0L);
    return letters.entrySet().stream()
        .map(count -> count(count.getValue(), labels(memory.ecu(), "sink", count.getKey())));
  }

  /** Every panel of an ECU with a layout has a name, be it its ID. */
  private static Labels panelLabels(Memory memory, String id) {
    Layout layout = memory.layout();
    return layout.isSet()
        ? labels(memory.ecu(), "name", layout.name(id), "panel", id)
        : labels(memory.ecu(), "panel", id);
  }

  /**
   * @param ecu the name of the ECU, or null where there is only one
   */
  private static Labels labels(String ecu, String... namesAndValues) {
    Labels labels = Labels.of(namesAndValues);
    return ecu == null ? labels : labels.merge(Labels.of("ecu", ecu));
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
