package solar.aps.route;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import solar.aps.config.LoadedSettings;
import solar.aps.config.Settings;
import solar.aps.json.SummaryJson;

/** Puts the whole flow into a Camel main: every route, the policies, and what sinks may ask for. */
public final class Flow {
  /** Whether a sink's route that begins with a timer starts by itself: a placeholder for Camel. */
  public static final String TIMERS = "{{aps-solar.timers}}";

  /** The same for the timer of the poll. */
  static final String POLL_TIMER = "{{aps-solar.poll-timer}}";

  private Flow() {}

  /**
   * @param main a Camel main that has not been started
   * @param clock the time of readings and dead letters, in the zone of the ECU
   * @param once whether the timers stay off, because the caller asks for the one cycle
   * @param report is told how each cycle went
   * @param dryRun stands in for the sinks, if present; then nothing is written either
   */
  public static void install(
      Main main,
      LoadedSettings loaded,
      Clock clock,
      boolean once,
      CycleReport report,
      SummaryJson json,
      Optional<DryRun> dryRun) {
    Settings settings = loaded.settings();
    boolean dry = dryRun.isPresent();
    prepare(main, loaded, clock, json, dry);
    main.addInitialProperty("aps-solar.poll-timer", Boolean.toString(!once));
    main.addInitialProperty("aps-solar.timers", Boolean.toString(!once && !dry));
    settings.sinksDir().ifPresent(folder -> prepareForYaml(main));

    MainConfigurationProperties camel = main.configure();
    // the one poll of --once has ended before the end; what still hangs then will not end
    camel.withShutdownTimeout(once ? 1 : (int) longestCycle(settings).toSeconds());
    Freshness freshness =
        new Freshness(settings.ecu().maxAge(), settings.dataDir(), json.mapper(), dry);
    camel.addRoutesBuilder(new PollRoute(loaded, clock, freshness, report, listener(main), dryRun));
    settings
        .sinksDir()
        .map(folder -> new SinkFiles(folder, dry))
        .ifPresent(camel::addRoutesBuilder);
  }

  /**
   * Puts in only what asks the ECU and what calls other services, for whoever wants to try them one
   * by one: no poll, no timer, no YAML sink, and nothing is written.
   */
  public static void installCallsOnly(
      Main main, LoadedSettings loaded, Clock clock, SummaryJson json) {
    prepare(main, loaded, clock, json, true);
    main.addInitialProperty("aps-solar.timers", "false");
    main.configure().withShutdownTimeout(1);
  }

  private static void prepare(
      Main main, LoadedSettings loaded, Clock clock, SummaryJson json, boolean dry) {
    Settings settings = loaded.settings();
    // the settings are read by this program; Camel gets only what is meant for it
    main.setDefaultPropertyPlaceholderLocation("false");
    loaded.camelProperties().forEach(main::addInitialProperty);
    // a route that calls one that is not there fails at once, and says so
    main.addInitialProperty("camel.component.direct.block", "false");

    main.bind("http", HttpPolicy.component());
    main.bind("https", HttpPolicy.component());
    DeadLetterFolder letters =
        new DeadLetterFolder(settings.deadLetterDir(), json.mapper(), listener(main));
    main.bind("settings", settings);
    main.bind("loadedSettings", loaded);
    main.bind("clock", clock);
    main.bind("deadLetters", letters);
    main.bind("summaryJson", json);
    main.bind("objectMapper", json.mapper());

    MainConfigurationProperties camel = main.configure();
    camel.withName("aps-solar");
    camel.withJmxEnabled(false);
    camel.addRoutesBuilder(new ErrorPolicy(settings));
    camel.addRoutesBuilder(new DeadLetterRoute(loaded, clock, letters, dry));
    camel.addRoutesBuilder(new EcuRoute(settings.ecu()));
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
    Duration oneTry = settings.ecu().timeout().multipliedBy(HttpPolicy.WHOLE_CALL);
    return oneTry
        .plus(settings.ecu().retryDelay())
        .multipliedBy(ErrorPolicy.ECU_RETRIES + 1L)
        .plus(settings.sinkTimeout());
  }
}
