package solar.aps.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.main.Main;
import solar.aps.config.LoadedSettings;
import solar.aps.json.SummaryJson;
import solar.aps.route.CycleReport;
import solar.aps.route.Flow;
import solar.aps.route.StartFault;
import solar.aps.sink.console.Console;

/** Loads the sinks that users wrote, as a start does, and starts none of them. */
final class SinkFilesCheck {
  private static final String STEP = "sinks.dir";

  private final LoadedSettings loaded;
  private final Clock clock;
  private final Console console;

  SinkFilesCheck(LoadedSettings loaded, Clock clock, Console console) {
    this.loaded = loaded;
    this.clock = clock;
    this.console = console;
  }

  /** Empty if there is no folder of sinks. */
  Optional<Finding> finding() {
    return loaded.settings().sinksDir().map(this::load);
  }

  private Finding load(Path folder) {
    Main main = new Main();
    main.bind("console", console);
    CycleReport report = new CycleReport(answer -> {}, false);
    Flow.install(main, loaded, clock, true, report, new SummaryJson(), Optional.empty());
    try {
      main.init();
      main.getCamelContext().init();
      return Finding.good(Link.SETTINGS, STEP, "every file of " + folder + " can be loaded");
    } catch (Exception e) {
      StartFault fault = StartFault.of(e, main.getCamelContext(), loaded::masked);
      return Finding.bad(Link.SETTINGS, STEP, fault.getMessage());
    } finally {
      main.shutdown();
    }
  }
}
