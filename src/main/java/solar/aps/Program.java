package solar.aps;

import java.io.OutputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.ExceptionHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.LoadedSettings;
import solar.aps.config.Settings;
import solar.aps.config.Settings.ConsoleFormat;
import solar.aps.json.SummaryJson;
import solar.aps.metrics.Management;
import solar.aps.route.CycleOutcome;
import solar.aps.route.CycleReport;
import solar.aps.route.DryRun;
import solar.aps.route.Flow;
import solar.aps.route.PollRoute;
import solar.aps.route.StartFault;
import solar.aps.sink.console.Console;

/** The program once its settings are known: a Camel main with the flow in it. */
final class Program {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private final LoadedSettings loaded;
  private final Clock clock;
  private final boolean once;
  private final boolean dry;
  private final OutputStream out;

  /**
   * @param clock the time, in the zone of the ECU
   * @param once whether to poll once and end, instead of polling until the process is told to end
   * @param dry whether what the sinks would do is only shown
   * @param out gets the readings, or what is shown, and nothing else
   */
  Program(LoadedSettings loaded, Clock clock, boolean once, boolean dry, OutputStream out) {
    this.loaded = loaded;
    this.clock = clock;
    this.once = once;
    this.dry = dry;
    this.out = out;
  }

  /**
   * Runs until the end of the one poll, or of the service.
   *
   * @return the exit code
   * @throws StartFault if the flow cannot be started: a sink file is broken, or Camel does not take
   *     a key under {@code camel.}
   */
  int run() throws StartFault {
    ConsoleFormat format = loaded.settings().consoleFormat();
    boolean text = format == ConsoleFormat.TEXT;
    SummaryJson json = new SummaryJson();
    Console console = new Console(out, format, once, json);
    CycleReport report = new CycleReport(text ? console::printLine : line -> {}, !(once && text));
    Main main = new Main();
    main.bind("console", console);
    Optional<DryRun> dryRun =
        dry ? Optional.of(new DryRun(console::printLine, loaded::masked, json)) : Optional.empty();
    try {
      if (!once && loaded.settings().management().isPresent()) {
        Management.install(main, loaded.settings().management().get(), loaded.settings(), clock);
      }
      Flow.install(main, loaded, clock, once, report, json, dryRun);
      return once ? poll(main) : serve(main);
    } catch (Exception e) {
      if (LOG.isDebugEnabled()) {
        LOG.debug(loaded.masked(ExceptionHelper.stackTraceToString(e)));
      }
      throw StartFault.of(e, main.getCamelContext(), loaded::masked);
    }
  }

  private static int poll(Main main) throws Exception {
    try {
      main.start();
      Exchange cycle = main.getCamelTemplate().request(PollRoute.CYCLE, exchange -> {});
      return ExitCode.of(cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class)).code;
    } finally {
      main.stop();
    }
  }

  private int serve(Main main) throws Exception {
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStart(BaseMainSupport started) {
            announce();
          }

          @Override
          public void beforeStop(BaseMainSupport stopping) {
            LOG.info("ending; a poll in flight is finished first");
          }
        });
    main.run();
    return ExitCode.DONE.code;
  }

  private void announce() {
    Settings settings = loaded.settings();
    LOG.info(
        "polling the ECU at {} every {}; {}",
        settings.ecu().host(),
        settings.pollInterval().toString().substring("PT".length()).toLowerCase(Locale.ROOT),
        dry
            ? "a dry run: nothing is sent or written"
            : "failures are kept in the folder " + settings.deadLetterDir());
    settings
        .management()
        .ifPresent(
            address ->
                LOG.info(
                    "health and metrics are served at {}, port {}, under /observe/health and /observe/metrics",
                    address.host(),
                    address.port()));
  }
}
