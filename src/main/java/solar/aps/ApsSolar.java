package solar.aps;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import solar.aps.config.LoadedSettings;
import solar.aps.config.Settings;
import solar.aps.config.Settings.ConsoleFormat;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.Demo;
import solar.aps.json.SummaryJson;
import solar.aps.route.CycleOutcome;
import solar.aps.route.CycleReport;
import solar.aps.route.Flow;
import solar.aps.route.PollRoute;
import solar.aps.sink.console.Console;

/** The command line. */
@Command(
    name = "aps-solar",
    description = "Reads the panels of an APsystems ECU and publishes them to PVOutput.org.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Without --once it polls until it is stopped. Exit codes with --once:",
      "0 done, 1 configuration, 2 ECU not read, 3 a sink failed, 4 PVOutput failed."
    })
public final class ApsSolar implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ApsSolar.class);

  private static final Path DEFAULT_CONFIG = Path.of("application.properties");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings: a properties file, or the config.json of the Python tool"
              + " (default: application.properties in this folder).")
  private Path config;

  @Option(names = "--once", description = "Poll once and exit.")
  private boolean once;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = "--demo",
      description = "Show it all on a simulated ECU and a simulated PVOutput; needs no settings.")
  private boolean demo;

  private final Map<String, String> environment;
  private final PrintStream out;
  private ApsSolar(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  /** Runs the program and ends the virtual machine with its exit code. */
  public static void main(String[] args) {
    // the readings hold — and °, whatever the locale of a cron job
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(run(args, System.getenv(), out, System.err));
  }

  /**
   * Runs the program.
   *
   * @param environment the environment variables
   * @param out gets readings, and nothing else
   * @param err gets faults of the command line and of the settings; logs go to the standard error
   * @return the exit code
   */
  static int run(
      String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
    return new CommandLine(new ApsSolar(environment, out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, line, parsed) -> cannotStart(e, err))
        .setParameterExceptionHandler((e, arguments) -> misused(e, err))
        .execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (demo) {
      try (Demo simulation = Demo.start()) {
        return start(new LoadedSettings(simulation.settings(), Map.of(), List.of()), simulation.clock());
      }
    }
    LoadedSettings loaded = SettingsLoader.load(settingsFile(), environment, Map.of());
    loaded.warnings().forEach(LOG::warn);
    return start(loaded, Clock.system(loaded.settings().timeZone()));
  }

  /** None only where the environment says it all, as in a container. */
  private Optional<Path> settingsFile() {
    if (config != null) {
      return Optional.of(config);
    }
    return Files.exists(DEFAULT_CONFIG) || !environment.containsKey("ECU_HOST")
        ? Optional.of(DEFAULT_CONFIG)
        : Optional.empty();
  }

  private int start(LoadedSettings loaded, Clock clock) throws Exception {
    Settings settings = loaded.settings();
    ConsoleFormat format = json ? ConsoleFormat.JSON : settings.consoleFormat();
    boolean text = format == ConsoleFormat.TEXT;
    SummaryJson summaryJson = new SummaryJson();
    Console console = new Console(out, format, once, summaryJson);
    CycleReport report = new CycleReport(text ? console::print : line -> {}, !(once && text));

    Main main = new Main();
    main.bind("console", console);
    Flow.install(main, loaded, clock, once, report, summaryJson);
    return once ? once(main) : serve(main, settings);
  }

  private static int once(Main main) throws Exception {
    main.start();
    try {
      Exchange cycle = main.getCamelTemplate().request(PollRoute.CYCLE, exchange -> {});
      return ExitCode.of(cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class)).code;
    } finally {
      main.stop();
    }
  }

  private static int serve(Main main, Settings settings) throws Exception {
    LOG.info(
        "polling the ECU at {} every {}; failures are kept in {}",
        settings.ecu().host(),
        settings.pollInterval(),
        settings.deadLetterDir());
    main.run();
    return ExitCode.DONE.code;
  }

  private static int cannotStart(Exception fault, PrintStream err) {
    LOG.debug("", fault);
    if (fault instanceof SettingsException settings) {
      settings.faults().forEach(err::println);
    } else {
      err.println("cannot start: " + StartFault.reason(fault));
    }
    return ExitCode.CONFIGURATION.code;
  }

  private static int misused(CommandLine.ParameterException fault, PrintStream err) {
    err.println(fault.getMessage() + ". Call it with --help to see what it takes");
    return ExitCode.CONFIGURATION.code;
  }
}
