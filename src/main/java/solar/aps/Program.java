package solar.aps;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.ExceptionHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.json.SummaryJson;
import solar.aps.metrics.Management;
import solar.aps.route.CycleOutcome;
import solar.aps.route.CycleReport;
import solar.aps.route.DryRun;
import solar.aps.route.EcuKeys;
import solar.aps.route.Flow;
import solar.aps.route.PollRoute;
import solar.aps.route.StartFault;
import solar.aps.sink.console.Console;

/** The program once its settings are known: a Camel main with the flow in it. */
final class Program {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private final Settings settings;
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
  Program(Settings settings, Clock clock, boolean once, boolean dry, OutputStream out) {
    this.settings = settings;
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
    Console.Format format = settings.get(Console.FORMAT);
    boolean text = format == Console.Format.TEXT;
    SummaryJson json = new SummaryJson();
    Console console = new Console(out, format, once, json);
    CycleReport report = new CycleReport(text ? console::printLine : line -> {}, !(once && text));
    Main main = new Main();
    main.bind("console", console);
    Optional<DryRun> dryRun =
        dry
            ? Optional.of(new DryRun(console::printLine, settings::masked, json))
            : Optional.empty();
    try {
      if (!once) {
        installManagement(main, settings, clock);
      }
      Flow.install(main, settings, clock, once, report, json, dryRun);
      return once ? poll(main) : serve(main);
    } catch (Exception e) {
      if (LOG.isDebugEnabled()) {
        LOG.debug(settings.masked(ExceptionHelper.stackTraceToString(e)));
      }
      throw StartFault.of(e, main.getCamelContext(), settings::masked);
    }
  }

  /** Only a port that is set loads what serves and measures. */
  static void installManagement(Main main, Settings settings, Clock clock) throws IOException {
    Optional<Integer> port = settings.find(ManagementKeys.PORT);
    if (port.isPresent()) {
      Management.install(
          main,
          new Management.Address(
              settings.get(ManagementKeys.HOST),
              port.get(),
              settings.find(ManagementKeys.ALLOWED_HOSTS).orElse(List.of())),
          settings,
          clock);
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
    LOG.info(
        "polling the ECU at {} every {}; {}",
        settings.get(EcuKeys.HOST),
        settings
            .get(CommonKeys.POLL_INTERVAL)
            .toString()
            .substring("PT".length())
            .toLowerCase(Locale.ROOT),
        dry
            ? "a dry run: nothing is sent or written"
            : "failures are kept in the folder " + settings.get(CommonKeys.DEAD_LETTER_DIR));
    settings
        .find(ManagementKeys.PORT)
        .ifPresent(
            port ->
                LOG.info(
                    "health and metrics are served at {}, port {}, under /observe/health and /observe/metrics",
                    settings.get(ManagementKeys.HOST),
                    port));
  }
}
