package solar.aps;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.ExceptionHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.CycleReport;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.flow.PollRoute;
import solar.aps.flow.StartFault;
import solar.aps.flow.SummariesRoute;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.sink.console.ConsoleSink;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;

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
   * @param once whether to poll once and end, instead of polling until the process is stopped
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
   * @throws SettingsException if there is nothing to do
   */
  int run() throws StartFault, SettingsException {
    if ((once || dry) && EcuKeys.polled(settings).isEmpty()) {
      throw new SettingsException(
          List.of(
              "%s, so that there is no ECU to poll: start this process without %s"
                  .formatted(SummariesRoute.NOTHING_IS_READ, once ? "--once" : "--dry-run")));
    }
    boolean text = settings.get(ConsoleSink.FORMAT) == ConsoleSink.Format.TEXT;
    Output output = new Output(out);
    CycleReport report = new CycleReport(text ? output::printLine : line -> {}, !(once && text));
    Main main = new Main();
    try {
      Plugins plugins = Plugins.find();
      FlowListener listener = once ? FlowListener.NOBODY : web(main, settings, clock, plugins);
      Services services = Services.of(settings, clock, once, output, listener::givenUp);
      Flow flow = new Flow(services, plugins);
      flow.install(main, report, listener, dry);
      return once ? poll(main, flow) : serve(main, flow);
    } catch (Exception e) {
      if (LOG.isDebugEnabled()) {
        LOG.debug(settings.masked(ExceptionHelper.stackTraceToString(e)));
      }
      throw StartFault.of(e, main.getCamelContext(), settings::masked);
    }
  }

  /** Only a port that is set loads what serves and measures. */
  static FlowListener web(Main main, Settings settings, Clock clock, Plugins plugins)
      throws IOException {
    Optional<Integer> port = settings.find(WebKeys.PORT);
    return port.isEmpty()
        ? FlowListener.NOBODY
        : Web.install(main, port.get(), settings, clock, plugins);
  }

  private int poll(Main main, Flow flow) throws Exception {
    try {
      main.start();
      flow.strays().forEach(LOG::warn);
      ProducerTemplate camel = main.getCamelTemplate();
      // a thread for each: one that waits for its ECU must hold up no other
      ExecutorService polls =
          main.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "poll");
      List<CompletableFuture<Exchange>> cycles =
          EcuKeys.polled(settings).stream()
              .map(PollRoute::cycle)
              .map(
                  cycle ->
                      CompletableFuture.supplyAsync(() -> camel.request(cycle, e -> {}), polls))
              .toList();
      return ExitCode.first(
              cycles.stream()
                  .map(CompletableFuture::join)
                  .map(cycle -> cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class))
                  .map(ExitCode::of))
          .code;
    } finally {
      main.stop();
    }
  }

  private int serve(Main main, Flow flow) throws Exception {
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStart(BaseMainSupport started) {
            announce(started.getCamelContext());
            flow.strays().forEach(LOG::warn);
          }

          @Override
          public void beforeStop(BaseMainSupport stopping) {
            LOG.info("ending; a poll that has begun is finished first");
          }
        });
    main.run();
    return ExitCode.DONE.code;
  }

  private String polling(String ecu) {
    Settings own = settings.of(ecu);
    return "%s at %s every %s"
        .formatted(
            CommonKeys.areSeveral(settings) ? ecu : "the ECU",
            own.get(EcuKeys.HOST),
            own.get(CommonKeys.POLL_INTERVAL)
                .toString()
                .substring("PT".length())
                .toLowerCase(Locale.ROOT));
  }

  private static String list(String title, Stream<String> words) {
    String all = words.collect(joining(", "));
    return all.isEmpty() ? "" : title + all;
  }

  private void announce(CamelContext camel) {
    LOG.info(
        "{}; {}",
        Stream.of(
                list("polling ", EcuKeys.polled(settings).stream().map(this::polling)),
                list(
                    "taking readings from ",
                    camel.getRoutesByGroup(YamlSinks.SOURCES).stream().map(Route::getRouteId)))
            .filter(words -> !words.isEmpty())
            .collect(joining("; ")),
        dry
            ? "a dry run: nothing is sent or written"
            : "failures are kept in the folder " + settings.get(CommonKeys.DEAD_LETTER_DIR));
    settings
        .find(WebKeys.PORT)
        .ifPresent(
            port ->
                LOG.info(
                    "the page is at http://{}:{}/; health and metrics are there, under /observe/health and /observe/metrics",
                    inUrl(settings.get(WebKeys.HOST)),
                    port));
  }

  private static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
