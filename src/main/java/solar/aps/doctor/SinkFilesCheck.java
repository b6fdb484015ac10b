package solar.aps.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.main.Main;
import solar.aps.config.Settings;
import solar.aps.json.SummaryJson;
import solar.aps.route.CycleReport;
import solar.aps.route.Flow;
import solar.aps.route.StartFault;
import solar.aps.sink.console.Console;

/** Loads the sinks that users wrote, as a start does, and starts none of them. */
final class SinkFilesCheck {
  private final Settings settings;
  private final Clock clock;
  private final Console console;

  SinkFilesCheck(Settings settings, Clock clock, Console console) {
    this.settings = settings;
    this.clock = clock;
    this.console = console;
  }

  /** Empty if there is no folder of sinks. */
  Optional<Finding> finding() {
    return settings.find(Flow.SINKS_DIR).map(this::load);
  }

  private Finding load(Path folder) {
    Main main = new Main();
    main.bind("console", console);
    CycleReport report = new CycleReport(answer -> {}, false);
    Flow.install(main, settings, clock, true, report, new SummaryJson(), Optional.empty());
    try {
      main.init();
      main.getCamelContext().init();
      return Finding.good(
          Link.SETTINGS, Flow.SINKS_DIR.name(), "every file of " + folder + " can be loaded");
    } catch (Exception e) {
      StartFault fault = StartFault.of(e, main.getCamelContext(), settings::masked);
      return Finding.bad(Link.SETTINGS, Flow.SINKS_DIR.name(), fault.getMessage());
    } finally {
      main.shutdown();
    }
  }
}
