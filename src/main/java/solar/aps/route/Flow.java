package solar.aps.route;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Locations;
import solar.aps.config.Settings;
import solar.aps.json.SummaryJson;

/** Puts the whole flow into a Camel main: every route, the policies, and what sinks may ask for. */
public final class Flow {
  /** The folder of sinks written in YAML; empty: none. */
  public static final Key<Path> SINKS_DIR = Key.of("sinks.dir", Locations::existingFolder);

  /** Whether a sink's route that begins with a timer starts by itself: a placeholder for Camel. */
  public static final String TIMERS = "{{aps-solar.timers}}";

  /** The same for the timer of the poll. */
  static final String POLL_TIMER = "{{aps-solar.poll-timer}}";

  private Flow() {}

  /** Every key of the flow, and of each sink in Java. */
  public static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(EcuKeys.ALL);
    keys.addAll(CommonKeys.ALL);
    keys.addAll(PollRoute.KEYS);
    keys.add(SINKS_DIR);
    ServiceLoader.load(SinkRoute.class).forEach(sink -> keys.addAll(sink.keys()));
    return keys;
  }

  /**
   * @param main a Camel main that has not been started
   * @param clock the time of readings and dead letters, in the zone of the ECU
   * @param once whether the timers stay off, because the caller asks for the one cycle
   * @param report is told how each cycle went
   * @param dryRun stands in for the sinks, if present; then nothing is written either
   */
  public static void install(
      Main main,
      Settings settings,
      Clock clock,
      boolean once,
      CycleReport report,
      SummaryJson json,
      Optional<DryRun> dryRun) {
    boolean dry = dryRun.isPresent();
    prepare(main, settings, clock, json, dry);
    main.addInitialProperty("aps-solar.poll-timer", Boolean.toString(!once));
    main.addInitialProperty("aps-solar.timers", Boolean.toString(!once && !dry));
    settings.find(SINKS_DIR).ifPresent(folder -> prepareForYaml(main));

    MainConfigurationProperties camel = main.configure();
    // the one poll of --once has ended before the end; what still hangs then will not end
    camel.withShutdownTimeout(once ? 1 : (int) longestCycle(settings).toSeconds());
    Freshness freshness =
        new Freshness(
            settings.get(EcuKeys.MAX_AGE), settings.get(CommonKeys.DATA_DIR), json.mapper(), dry);
    camel.addRoutesBuilder(
        new PollRoute(settings, clock, freshness, report, listener(main), dryRun));
    settings
        .find(SINKS_DIR)
        .map(folder -> new SinkFiles(folder, dry))
        .ifPresent(camel::addRoutesBuilder);
  }

  /**
   * Puts in only what asks the ECU and what calls other services, for whoever wants to try them one
   * by one: no poll, no timer, no YAML sink, and nothing is written.
   */
  public static void installCallsOnly(Main main, Settings settings, Clock clock, SummaryJson json) {
    prepare(main, settings, clock, json, true);
    main.addInitialProperty("aps-solar.timers", "false");
    main.configure().withShutdownTimeout(1);
  }

  private static void prepare(
      Main main, Settings settings, Clock clock, SummaryJson json, boolean dry) {
    // the settings are read by this program; Camel gets only what is meant for it
    main.setDefaultPropertyPlaceholderLocation("false");
    settings.camelProperties().forEach(main::addInitialProperty);
    // a route that calls one that is not there fails at once, and says so
    main.addInitialProperty("camel.component.direct.block", "false");

    main.bind("http", HttpPolicy.component());
    main.bind("https", HttpPolicy.component());
    DeadLetterFolder letters =
        new DeadLetterFolder(
            settings.get(CommonKeys.DEAD_LETTER_DIR), json.mapper(), listener(main));
    main.bind("settings", settings);
    main.bind("clock", clock);
    main.bind("deadLetters", letters);
    main.bind("summaryJson", json);
    main.bind("objectMapper", json.mapper());

    MainConfigurationProperties camel = main.configure();
    camel.withName("aps-solar");
    camel.withJmxEnabled(false);
    camel.addRoutesBuilder(new ErrorPolicy(settings));
    camel.addRoutesBuilder(new DeadLetterRoute(settings, clock, letters, dry));
    camel.addRoutesBuilder(new EcuRoute(settings));
    ServiceLoader.load(SinkRoute.class).forEach(camel::addRoutesBuilder);
  }

  private static FlowListener listener(Main main) {
    return Optional.ofNullable(main.lookup(FlowListener.NAME, FlowListener.class))
        .orElse(new FlowListener() {});
  }

  private static void prepareForYaml(Main main) {
    main.addInitialProperty("camel.dataformat.jackson.auto-discover-object-mapper", "true");
    // what a sink logs is shown as what the program logs
    main.configure().withLogName("solar.aps.sink");
  }

  /** A cycle in flight is finished before the end: cut off, it would not even be a dead letter. */
  private static Duration longestCycle(Settings settings) {
    Duration oneTry = settings.get(EcuKeys.TIMEOUT).multipliedBy(HttpPolicy.WHOLE_CALL);
    return oneTry
        .plus(settings.get(EcuKeys.RETRY_DELAY))
        .multipliedBy(ErrorPolicy.ECU_RETRIES + 1L)
        .plus(settings.get(PollRoute.SINKS_TIMEOUT));
  }
}
