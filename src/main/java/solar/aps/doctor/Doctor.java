package solar.aps.doctor;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.json.SummaryJson;
import solar.aps.route.Flow;
import solar.aps.route.StartFault;
import solar.aps.sink.console.Console;

/**
 * Walks the chain from the settings to PVOutput, and tells each step with a line. It looks only: no
 * status is sent, no reading is written, and a service that runs meanwhile is not disturbed.
 */
public final class Doctor {
  private static final String SETTINGS = "settings";

  /** Where the settings come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * @throws SettingsException if the settings cannot be used
     */
    Settings load() throws SettingsException;
  }

  private final Console console;

  /**
   * @param console gets each line
   */
  public Doctor(Console console) {
    this.console = console;
  }

  /**
   * Walks the whole chain.
   *
   * @param source gives the settings
   * @param clocks gives the clock for the zone of the ECU
   * @return the first link that does not hold; empty if all do
   */
  public Optional<Link> examine(Source source, Function<ZoneId, Clock> clocks) {
    Settings settings;
    try {
      settings = source.load();
    } catch (SettingsException e) {
      return tell(Stream.concat(e.faults().stream().map(Doctor::inSettings), rest()), line -> line);
    }
    Clock clock = clocks.apply(settings.get(CommonKeys.TIME_ZONE));
    Main main = new Main();
    main.bind("console", console);
    try {
      Flow.installCallsOnly(main, settings, clock, new SummaryJson());
      main.start();
      return tell(chain(settings, clock, main.getCamelTemplate()), settings::masked);
    } catch (Exception e) {
      StartFault fault = StartFault.of(e, main.getCamelContext(), settings::masked);
      return tell(
          Stream.concat(Stream.of(inSettings(fault.getMessage())), rest()), settings::masked);
    } finally {
      main.stop();
    }
  }

  private Optional<Link> tell(Stream<Finding> findings, Function<String, String> mask) {
    return findings
        .peek(finding -> console.printLine(mask.apply(finding.toString())))
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

  /** Each step is taken when the lines of the one before are told. */
  private Stream<Finding> chain(Settings settings, Clock clock, ProducerTemplate camel) {
    return Stream.<Supplier<Stream<Finding>>>of(
            () -> settings(settings),
            () -> new EcuCheck(settings, clock).findings(camel).stream(),
            () -> new FolderCheck(settings, clock).findings().stream(),
            () -> new SinkFilesCheck(settings, clock, console).finding().stream(),
            () -> new PvOutputCheck(settings, clock).findings(camel).stream())
        .flatMap(Supplier::get);
  }

  private static Stream<Finding> settings(Settings settings) {
    return Stream.concat(
        Stream.of(Finding.good(Link.SETTINGS, SETTINGS, "they are complete and make sense")),
        settings.warnings().stream()
            .map(warning -> Finding.warning(Link.SETTINGS, SETTINGS, warning)));
  }
}
