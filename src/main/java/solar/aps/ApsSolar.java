package solar.aps;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.Demo;
import solar.aps.flow.Plugins;
import solar.aps.plugin.Output;
import solar.aps.sink.console.ConsoleSink;

/** The command line. */
@Command(
    name = "aps-solar",
    description =
        "Reads the panels of an APsystems ECU every five minutes and passes the readings on.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Without --once it polls until it is stopped. Exit codes with --once and --check:",
      "0 done, 1 settings, 2 ECU not read, 3 a sink failed, 4 PVOutput failed."
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
      names = "--check",
      description =
          "Look at everything from the settings to PVOutput, say what holds and what to mend, and"
              + " exit. No status is sent.")
  private boolean check;

  @Option(
      names = "--dry-run",
      description =
          "Ask the ECU, and show what each sink would send or write; nothing is sent or written.")
  private boolean dryRun;

  @Option(
      names = "--demo",
      description = "Show it all on a simulated ECU and a simulated PVOutput; needs no settings.")
  private boolean demo;

  @Mixin private final ErrandOptions errands = new ErrandOptions();

  private final Map<String, String> environment;
  private final OutputStream out;
  private final PrintStream err;

  private ApsSolar(Map<String, String> environment, OutputStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Runs the program and ends the virtual machine with its exit code. */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.exit(run(args, System.getenv(), out, System.err));
  }

  /**
   * Runs the program.
   *
   * @param environment the environment variables
   * @param out gets readings, or what {@code --check} and {@code --dry-run} show, and nothing else
   * @param err gets faults of the command line and of the settings; logs go to the standard error
   * @return the exit code
   */
  static int run(
      String[] args, Map<String, String> environment, OutputStream out, PrintStream err) {
    ApsSolar everyday = new ApsSolar(environment, out, err);
    if (everyday.understands(args)) {
      return everyday.run();
    }
    return new CommandLine(new ApsSolar(environment, out, err))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, line, parsed) -> cannotStart(e, err))
        .setParameterExceptionHandler((e, arguments) -> misused(e, err))
        .execute(args);
  }

  /** The options of every day, without the parser of all, which takes a quarter of a start. */
  private boolean understands(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--once" -> once = true;
        case "--json" -> json = true;
        case "--demo" -> demo = true;
        case "--dry-run" -> dryRun = true;
        case "--config" -> {
          i++;
          if (i == args.length || args[i].startsWith("-")) {
            return false;
          }
          config = Path.of(args[i]);
        }
        default -> {
          return false;
        }
      }
    }
    // the fault of one that is there twice is named by the parser
    return new HashSet<>(List.of(args)).size() == args.length;
  }

  private int run() {
    try {
      return call();
    } catch (Exception e) {
      return cannotStart(e, err);
    }
  }

  @Override
  public Integer call() throws Exception {
    Errands doer = new Errands(new Output(out), err);
    Optional<Integer> done =
        errands.beforeSettings(
            doer,
            new ErrandOptions.Place(
                config == null ? DEFAULT_CONFIG : config, config != null, environment),
            this::checkWritten);
    if (done.isPresent()) {
      return done.get();
    }
    if (demo) {
      return demo();
    }
    if (check) {
      return check(this::load, Clock::system);
    }
    Settings settings = load();
    done = errands.withSettings(doer, settings, json);
    if (done.isPresent()) {
      return done.get();
    }
    settings.warnings().forEach(LOG::warn);
    Clock clock = Clock.system(settings.get(CommonKeys.TIME_ZONE));
    return new Program(settings, clock, once, dryRun, out).run();
  }

  private int demo() throws Exception {
    try (Demo simulation = Demo.start()) {
      simulation.closeBeforeTheEnd();
      Settings settings =
          once || check || dryRun
              ? simulation.settings(keys(), options())
              : simulation.serviceSettings(keys(), options());
      return check
          ? check(() -> settings, zone -> simulation.clock())
          : new Program(settings, simulation.clock(), once, dryRun, out).run();
    }
  }

  /** Every key that can be set. */
  public static List<Key<?>> keys() {
    return Stream.concat(Plugins.find().keys().stream(), WebKeys.ALL.stream()).toList();
  }

  private Settings load() throws SettingsException {
    return SettingsLoader.load(keys(), settingsFile(), environment, options());
  }

  private Map<String, String> options() {
    return json ? Map.of(ConsoleSink.FORMAT.name(), "json") : Map.of();
  }

  private int check(Doctor.SettingsSource settings, Function<ZoneId, Clock> clocks) {
    return ExitCode.of(new Doctor(new Output(out)).examine(settings, clocks)).code;
  }

  private int checkWritten() {
    return check(this::load, Clock::system);
  }

  /** None only where the environment says it all, as in a container. */
  private Optional<Path> settingsFile() {
    if (config != null) {
      return Optional.of(config);
    }
    boolean inEnvironment =
        Stream.of("ECU_HOST", "ECUS", "ECU_SOURCE").anyMatch(environment::containsKey);
    return Files.exists(DEFAULT_CONFIG) || !inEnvironment
        ? Optional.of(DEFAULT_CONFIG)
        : Optional.empty();
  }

  private static int cannotStart(Exception fault, PrintStream err) {
    if (fault instanceof SettingsException settings) {
      settings.faults().forEach(err::println);
    } else {
      err.println(fault.getMessage());
    }
    return ExitCode.CONFIGURATION.code;
  }

  private static int misused(CommandLine.ParameterException fault, PrintStream err) {
    err.println(fault.getMessage() + ". Call it with --help to see what it takes");
    return ExitCode.CONFIGURATION.code;
  }
}
