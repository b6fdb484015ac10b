package solar.aps;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.flow.CycleReport;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.flow.StartFault;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.storage.FolderTrial;

/**
 * Walks the chain from the settings to PVOutput, and shows each step with a line. It looks only: no
 * status is sent, no reading is written, and a service that runs meanwhile is not disturbed.
 */
final class Doctor {
  private static final String SETTINGS = "settings";

  /** Where the settings come from. */
  @FunctionalInterface
  interface SettingsSource {
    /**
     * @throws SettingsException if the settings cannot be used
     */
    Settings load() throws SettingsException;
  }

  private final Output out;

  /**
   * @param out gets each line
   */
  Doctor(Output out) {
    this.out = out;
  }

  /**
   * Walks the whole chain.
   *
   * @param source gives the settings
   * @param clocks gives the clock for the zone of the ECU
   * @return the first link that does not hold; empty if all do
   */
  Optional<Link> examine(SettingsSource source, Function<ZoneId, Clock> clocks) {
    Settings settings;
    try {
      settings = source.load();
    } catch (SettingsException e) {
      return show(Stream.concat(e.faults().stream().map(Doctor::inSettings), rest()), line -> line);
    }
    Clock clock = clocks.apply(settings.get(CommonKeys.TIME_ZONE));
    Services services = Services.of(settings, clock, true, out, letter -> {});
    Plugins plugins = Plugins.find();
    Main main = new Main();
    try {
      Flow flow = new Flow(services, plugins);
      flow.installCalls(main);
      main.start();
      return show(chain(services, plugins, flow), settings::masked);
    } catch (Exception e) {
      String fault = StartFault.of(e, main.getCamelContext(), settings::masked).getMessage();
      return show(Stream.concat(Stream.of(inSettings(fault)), rest()), settings::masked);
    } finally {
      main.stop();
    }
  }

  private Optional<Link> show(Stream<Finding> findings, Function<String, String> mask) {
    return findings
        .peek(finding -> out.printLine(mask.apply(finding.toString())))
        .filter(Finding::isBad)
        .map(Finding::link)
        // not findFirst, which would end the walk
        .reduce((first, later) -> first);
  }

  private static Finding inSettings(String fault) {
    return Finding.bad(Link.SETTINGS, SETTINGS, fault);
  }

  private static Stream<Finding> rest() {
    return Stream.of(
        Finding.notTried(
            Link.SETTINGS, "ECU, folders, sinks and PVOutput", "mend the settings first"));
  }

  /** Each step is taken when the lines of the one before are shown. */
  private static Stream<Finding> chain(Services services, Plugins plugins, Flow flow) {
    Stream<Supplier<Stream<Finding>>> ownSteps =
        Stream.of(
            () -> settings(services.settings()),
            flow::checkEcus,
            () -> Stream.of(letters(services.settings())),
            () -> services.settings().find(YamlSinks.DIR).map(dir -> yaml(dir, services)).stream());
    Stream<Supplier<Stream<Finding>>> sinks =
        plugins.sinks(services.settings()).map(sink -> () -> sink.check().stream());
    return Stream.of(ownSteps, sinks, Stream.of(strays(flow)))
        .flatMap(steps -> steps)
        .flatMap(Supplier::get);
  }

  private static Supplier<Stream<Finding>> strays(Flow flow) {
    return () ->
        flow.strays().stream()
            .map(words -> Finding.warning(Link.SINK, CommonKeys.DATA_DIR.name(), words));
  }

  private static Stream<Finding> settings(Settings settings) {
    return Stream.concat(
        Stream.of(Finding.good(Link.SETTINGS, SETTINGS, "they are complete and make sense")),
        settings.warnings().stream()
            .map(warning -> Finding.warning(Link.SETTINGS, SETTINGS, warning)));
  }

  private static Finding letters(Settings settings) {
    String key = CommonKeys.DEAD_LETTER_DIR.name();
    Path folder = settings.get(CommonKeys.DEAD_LETTER_DIR);
    try {
      FolderTrial.write(folder);
      return Finding.good(Link.SETTINGS, key, folder + " can be written");
    } catch (IOException e) {
      return Finding.bad(Link.SETTINGS, key, FolderTrial.refusal(folder, e));
    }
  }

  /** Loads the sinks that users wrote, as a start does, and starts none of them. */
  private static Finding yaml(Path folder, Services services) {
    Main main = new Main();
    CycleReport report = new CycleReport(answer -> {}, false);
    new Flow(services, Plugins.find()).install(main, report, FlowListener.NOBODY, false);
    try {
      main.init();
      main.getCamelContext().init();
      return Finding.good(
          Link.SETTINGS, YamlSinks.DIR.name(), "every file of " + folder + " can be loaded");
    } catch (Exception e) {
      StartFault fault = StartFault.of(e, main.getCamelContext(), services.settings()::masked);
      return Finding.bad(Link.SETTINGS, YamlSinks.DIR.name(), fault.getMessage());
    } finally {
      main.shutdown();
    }
  }
}
