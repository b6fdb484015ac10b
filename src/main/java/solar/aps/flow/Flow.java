package solar.aps.flow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.CommonKeys;
import solar.aps.http.HttpPolicy;
import solar.aps.outbox.OutboxFolder;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.sink.yaml.OutboxSinks;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.Source;

/** Puts the flow into a Camel main: the routes of the plugins, the poll, and the policies. */
public final class Flow {
  /** Whether the timer of the poll starts by itself: a placeholder for Camel. */
  static final String POLL_TIMER = "{{aps-solar.poll-timer}}";

  private final Services services;
  private final Plugins plugins;
  private final List<Ecu> ecus;

  /**
   * @param plugins those of this flow alone
   */
  public Flow(Services services, Plugins plugins) {
    this.services = services;
    this.plugins = plugins;
    this.ecus = Ecu.all(services, plugins);
    plugins.use(services);
  }

  /**
   * Puts all of it in. Where there is one poll only, the caller asks for it.
   *
   * @param main a Camel main that has not been started
   * @param report gets how each cycle went
   * @param listener gets how each cycle ended, be it good or bad
   * @param dry whether what the sinks would do is only shown, and nothing is written
   */
  public void install(Main main, CycleReport report, FlowListener listener, boolean dry) {
    boolean service = !services.once();
    prepare(main, !dry);
    timers(main, service, service && !dry);
    sinks(main, dry);
    main.configure()
        .addRoutesBuilder(new SummariesRoute(services, ecus.isEmpty() && !dry, report, listener));
    // the one poll of --once has ended before the end; what still hangs then will not end
    main.configure().withShutdownTimeout(service ? (int) longestCycle().toSeconds() : 1);
    Optional<DryRun> dryRun = dry ? Optional.of(new DryRun(services, plugins)) : Optional.empty();
    main.configure().addRoutesBuilder(new FanOutRoute(services.settings(), dryRun));
    main.configure().addRoutesBuilder(new PollTimers(ecus));
    for (Ecu ecu : ecus) {
      main.configure()
          .addRoutesBuilder(
              new PollRoute(
                  ecu, report, listener, !dry, plugins.sinks(services.settings()).toList()));
    }
  }

  /**
   * Puts in only the sinks, for whoever gives them readings by hand: no poll, no timer, no letter.
   */
  public void installSinks(Main main) {
    prepare(main, false);
    timers(main, false, false);
    sinks(main, false);
    main.configure().withShutdownTimeout(1);
  }

  /**
   * Puts in only what asks the ECU and what calls other services, for whoever wants to try them one
   * by one: no poll, no timer, no YAML sink, and nothing is written.
   */
  public void installCalls(Main main) {
    prepare(main, false);
    timers(main, false, false);
    main.configure().withShutdownTimeout(1);
  }

  private static void timers(Main main, boolean poll, boolean sinks) {
    main.addInitialProperty("aps-solar.poll-timer", Boolean.toString(poll));
    main.addInitialProperty("aps-solar.timers", Boolean.toString(sinks));
    main.addInitialProperty("aps-solar.sources", Boolean.toString(sinks));
  }

  private void prepare(Main main, boolean lettersAreKept) {
    // the settings are read by this program; Camel gets only what is meant for it
    main.setDefaultPropertyPlaceholderLocation("false");
    services.settings().camelProperties().forEach(main::addInitialProperty);
    // a route that calls one that is not there fails at once, and says so
    main.addInitialProperty("camel.component.direct.block", "false");
    main.bind("http", HttpPolicy.component());
    main.bind("https", HttpPolicy.component());

    MainConfigurationProperties camel = main.configure();
    camel.withName("aps-solar");
    camel.withJmxEnabled(false);
    camel.addRoutesBuilder(new ErrorPolicy());
    camel.addRoutesBuilder(new DeadLetterRoute(services, lettersAreKept));
    for (Ecu ecu : ecus) {
      ecu.sources().forEach(camel::addRoutesBuilder);
      camel.addRoutesBuilder(new SourceChoice(ecu, lettersAreKept));
    }
    plugins.sinks(services.settings()).forEach(camel::addRoutesBuilder);
  }

  private void sinks(Main main, boolean dry) {
    services
        .settings()
        .find(YamlSinks.DIR)
        .ifPresent(
            folder -> {
              // for "marshal: json" in a route
              main.bind("objectMapper", services.json().mapper());
              main.addInitialProperty(
                  "camel.dataformat.jackson.auto-discover-object-mapper", "true");
              // what a sink remembers belongs where the program remembers
              Path data = services.settings().get(CommonKeys.DATA_DIR);
              main.addInitialProperty(CommonKeys.DATA_DIR.name(), data.toString());
              // what a sink logs is shown as what the program logs
              main.configure().withLogName("solar.aps.sink");
              main.configure()
                  .addRoutesBuilder(
                      new YamlSinks(
                          folder, services.settings().find(OutboxSinks.IDS).orElse(Set.of()), dry));
            });
  }

  /** What waits for a sink that is not there now, a sentence for each; once Camel is started. */
  public List<String> strays() {
    Set<String> owners = plugins.backlogs().stream().map(Backlog::sink).collect(Collectors.toSet());
    return OutboxFolder.strays(services.settings().get(CommonKeys.DATA_DIR), owners).stream()
        .map(
            folder ->
                "%s holds readings that nobody sends: the settings name no sink with this outbox now. Switch it on again (sinks.outbox), or delete the folder"
                    .formatted(folder))
        .toList();
  }

  /** The ECUs of the settings. */
  List<Ecu> ecus() {
    return ecus;
  }

  /** What a look at each ECU shows, for {@code --check}; the flow's calls must be installed. */
  public Stream<Finding> checkEcus() {
    if (!ecus.isEmpty()) {
      return ecus.stream().flatMap(ecu -> ecu.check().stream());
    }
    return Stream.of(
        services.settings().find(YamlSinks.DIR).isPresent()
            ? Finding.notTried(Link.ECU, "ECU", SummariesRoute.NOTHING_IS_READ)
            : Finding.bad(Link.SETTINGS, "ECU", SummariesRoute.NO_SOURCE));
  }

  /** A cycle in flight is finished before the end: cut off, it would not even be a dead letter. */
  private Duration longestCycle() {
    return ecus.stream()
        .map(Flow::longestReading)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO)
        .plus(services.settings().get(CommonKeys.SINKS_TIMEOUT));
  }

  private static Duration longestReading(Ecu ecu) {
    return ecu.sources().stream()
        .map(Source::longestTry)
        .reduce(Duration.ZERO, Duration::plus)
        .plus(ecu.services().settings().get(ErrorPolicy.RETRY_DELAY))
        .multipliedBy(ErrorPolicy.RETRIES + 1L);
  }
}
