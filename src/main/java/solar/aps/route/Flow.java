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
  /** Whether a route that begins with a timer starts by itself: a placeholder for Camel. */
  public static final String TIMERS = "{{aps-solar.timers}}";

  private Flow() {}

  /**
   * @param main a Camel main that has not been started
   * @param clock the time of readings and dead letters, in the zone of the ECU
   * @param once whether the timers stay off, because the caller asks for the one cycle
   * @param report is told how each cycle went
   */
  public static void install(
      Main main,
      LoadedSettings loaded,
      Clock clock,
      boolean once,
      CycleReport report,
      SummaryJson json) {
    Settings settings = loaded.settings();
    // the settings are read by this program; Camel gets only what is meant for it
    main.setDefaultPropertyPlaceholderLocation("false");
    loaded.camelProperties().forEach(main::addInitialProperty);
    main.addInitialProperty("aps-solar.timers", Boolean.toString(!once));
    // a route that calls one that is not there fails at once, and says so
    main.addInitialProperty("camel.component.direct.block", "false");
    settings.sinksDir().ifPresent(folder -> prepareForYaml(main));

    main.bind("http", HttpPolicy.component());
    main.bind("https", HttpPolicy.component());
    FlowListener listener =
        Optional.ofNullable(main.lookup(FlowListener.NAME, FlowListener.class))
            .orElse(new FlowListener() {});
    DeadLetterFolder letters =
        new DeadLetterFolder(settings.deadLetterDir(), json.mapper(), listener);
    main.bind("settings", settings);
    main.bind("loadedSettings", loaded);
    main.bind("clock", clock);
    main.bind("deadLetters", letters);
    main.bind("summaryJson", json);
    main.bind("objectMapper", json.mapper());

    MainConfigurationProperties camel = main.configure();
    camel.withName("aps-solar");
    camel.withJmxEnabled(false);
    // the one poll of --once has ended before the end; what still hangs then will not end
    camel.withShutdownTimeout(once ? 1 : (int) longestCycle(settings).toSeconds());
    camel.addRoutesBuilder(new ErrorPolicy(settings));
    camel.addRoutesBuilder(new DeadLetterRoute(loaded, clock, letters));
    camel.addRoutesBuilder(new EcuRoute(settings.ecu()));
    camel.addRoutesBuilder(new PollRoute(loaded, clock, report, listener));
    ServiceLoader.load(SinkRoute.class).forEach(camel::addRoutesBuilder);
    settings.sinksDir().map(SinkFiles::new).ifPresent(camel::addRoutesBuilder);
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
