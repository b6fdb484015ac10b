package solar.aps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import solar.aps.check.Link;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.SettableClock;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.CycleReport;
import solar.aps.flow.ErrorPolicy;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.flow.PollRoute;
import solar.aps.flow.Replay;
import solar.aps.outbox.Forwarder;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.source.EcuKeys;

/**
 * A house with an ECU, a PVOutput account, a clock that stands at 11:10:16 of a summer's day in
 * Berlin, and a folder of its own for the program to run in.
 */
final class House implements AutoCloseable {
  static final String API_KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c";
  static final String SYSTEM_ID = "31415";

  /** A page of form A with two panels, one of them silent. */
  static final String PAGE =
      """
      <table><center><tr><td>Inverter ID</td><td>Current Power</td><td>Grid Frequency</td>\
      <td>Grid Voltage</td><td>Temperature</td><td>Date</td></tr></center>
      <center><tr><td>407000000001-A</td><td> 120&nbsp;W</td><td> 50.1&nbsp;Hz</td>\
      <td> 234&nbsp;V</td><td> 50&nbsp;<sup>o</sup>C</td><td> 2025-06-15 11:07:07</td></tr></center>
      <center><tr><td>407000000001-B</td><td>   &nbsp;W</td><td>   &nbsp;Hz</td>\
      <td>   &nbsp;V</td><td>   &nbsp;<sup>o</sup>C</td><td> -</td></tr></center>
      </table>
      """;

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final Path folder;
  final SettableClock clock;
  final SimulatedEcu ecu;
  final SimulatedPvOutput pvOutput;

  /** How long a poll waits for its sinks. */
  Duration patience = Duration.ofSeconds(2);

  House(Path folder) throws IOException {
    this(folder, LocalDateTime.parse("2025-06-15T11:10:16").atZone(BERLIN).toInstant(), BERLIN);
  }

  House(Path folder, Instant now, ZoneId zone) throws IOException {
    this.folder = folder;
    clock = new SettableClock(now, zone);
    ecu = SimulatedEcu.start(clock);
    pvOutput = SimulatedPvOutput.start(clock, API_KEY, SYSTEM_ID);
  }

  /** What a run of the program gave. */
  record Run(int exitCode, String out) {}

  /** Runs the program once, with these keys and values beside those that lead to the simulators. */
  Run once(String... keysAndValues) throws Exception {
    return once(false, keysAndValues);
  }

  /** As {@link #once}, with what would be sent shown instead of sent. */
  Run dryRun(String... keysAndValues) throws Exception {
    return once(true, keysAndValues);
  }

  private Run once(boolean dry, String... keysAndValues) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exitCode = new Program(settings(keysAndValues), clock, true, dry, stream).run();
    return new Run(exitCode, out.toString(StandardCharsets.UTF_8));
  }

  /** Lets the doctor look at this house. */
  Run check(String... keysAndValues) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<Link> broken =
        new Doctor(new Output(out)).examine(() -> settings(keysAndValues), zone -> clock);
    return new Run(ExitCode.of(broken).code, out.toString(StandardCharsets.UTF_8));
  }

  /** Gives what the letters hold back to their sinks; what became of them. */
  List<String> replay(Path letters, String... keysAndValues) throws Exception {
    Services services =
        Services.of(
            settings(keysAndValues), clock, true, new Output(new ByteArrayOutputStream()), l -> {});
    Replay replay = new Replay(services, Plugins.find());
    replay.replay(letters);
    return replay.report();
  }

  /** Starts the flow as a service would, but with the test in the timer's place. */
  Service service(String... keysAndValues) throws Exception {
    return new Service(settings(keysAndValues));
  }

  /** A running flow that polls when the test asks it to. */
  final class Service implements AutoCloseable {
    final List<CycleOutcome> outcomes = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Main main = new Main();
    private final Plugins plugins = Plugins.find();

    private Service(Settings settings) throws Exception {
      FlowListener listener = Program.web(main, settings, clock, plugins);
      // as a service prints, although the test asks for each poll
      Services services = Services.of(settings, clock, false, new Output(out), listener::givenUp);
      new Flow(services, plugins)
          .install(main, new CycleReport(answer -> {}, false), listener, false);
      main.addInitialProperty("aps-solar.poll-timer", "false");
      main.addInitialProperty("aps-solar.timers", "false");
      main.configure().withShutdownTimeout(1);
      main.start();
    }

    /** Polls; empty if the ECU could not be read. */
    Optional<CycleOutcome> poll() throws Exception {
      return House.poll(main, CommonKeys.ONE_ECU);
    }

    /** Polls one of several ECUs. */
    Optional<CycleOutcome> poll(String ecu) throws Exception {
      return House.poll(main, ecu);
    }

    /** Sends a body to a route, as whoever comes from outside. */
    Exchange send(String endpoint, Object body) throws Exception {
      return main.getCamelTemplate()
          .send(endpoint, exchange -> exchange.getMessage().setBody(body));
    }

    /** Delivers what is in the outbox, as the timer would, without a reading. */
    void deliver() throws Exception {
      main.getCamelTemplate().sendBody("direct:pvoutput-delivery", null);
    }

    /** Delivers what waits for this sink, as its timer would, and waits for the end of it. */
    void deliver(String sink) throws Exception {
      for (Backlog backlog : plugins.backlogs()) {
        if (backlog.sink().equals(sink)) {
          ((Forwarder) backlog).deliver().get(20, TimeUnit.SECONDS);
        }
      }
    }

    /** Hands a summary over, as a source in YAML does. */
    void handOver(Object summary) throws Exception {
      main.getCamelTemplate().sendBody("direct:summaries", summary);
    }

    /** Does what a timer would do. */
    void tick(String endpoint) throws Exception {
      main.getCamelTemplate().sendBody(endpoint, null);
    }

    String out() {
      return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      main.stop();
    }
  }

  /** Runs one cycle; empty if the ECU could not be read. */
  static Optional<CycleOutcome> poll(Main main, String ecu) throws Exception {
    return Optional.ofNullable(
        main.getCamelTemplate()
            .request(PollRoute.cycle(ecu), exchange -> {})
            .getProperty(CycleOutcome.PROPERTY, CycleOutcome.class));
  }

  /** The dead letters there are, oldest first. */
  List<JsonNode> letters() throws IOException {
    Path letters = folder.resolve("dead-letter");
    if (!Files.exists(letters)) {
      return List.of();
    }
    List<JsonNode> read = new ArrayList<>();
    try (Stream<Path> files = Files.list(letters)) {
      for (Path file : files.sorted().toList()) {
        read.add(new ObjectMapper().readTree(file.toFile()));
      }
    }
    return read;
  }

  /** From now on the ECU shows one panel with this power. */
  void shows(int watts) {
    ecu.answer("/cgi-bin/parameters", Answer.page(PAGE.replace(" 120&", " " + watts + "&")));
  }

  /** The files in the outbox, oldest slot first. */
  List<String> outbox() throws IOException {
    return outbox("pvoutput");
  }

  /** What waits in the outbox of this sink, or in a part of it. */
  List<String> outbox(String name) throws IOException {
    Path outbox = folder.resolve("data/outbox").resolve(name);
    if (!Files.exists(outbox)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(outbox)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /**
   * Settings for this house, with less patience than the program's own so that faults show soon.
   */
  Settings settings(String... keysAndValues) throws SettingsException {
    Map<String, String> keys = new HashMap<>();
    keys.put("ecu.host", ecu.host());
    keys.put("ecu.source", "page");
    keys.put("time-zone", BERLIN.getId());
    keys.put("dead-letter.dir", folder.resolve("dead-letter").toString());
    keys.put("data.dir", folder.resolve("data").toString());
    keys.put("history.days", "0");
    keys.put("pvoutput.url", pvOutput.url().toString());
    keys.put("pvoutput.api-key", API_KEY);
    keys.put("pvoutput.system-id", SYSTEM_ID);
    keys.put("camel.component.http.response-timeout", "500");
    keys.put("sinks.timeout", patience.toSeconds() + "s");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsLoader.load(ApsSolar.keys(), Optional.empty(), Map.of(), keys)
        .with(EcuKeys.TIMEOUT, Duration.ofMillis(500))
        .with(ErrorPolicy.RETRY_DELAY, Duration.ofMillis(1));
  }

  @Override
  public void close() {
    ecu.close();
    pvOutput.close();
  }
}
