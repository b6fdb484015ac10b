package solar.aps.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;
import solar.aps.ApsSolar;
import solar.aps.Web;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsLoader;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.CycleReport;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.flow.PollRoute;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/**
 * The service against a {@link SimulatedHouse}, polling without a pause: what a poll costs once it
 * runs, and what the process holds in the end.
 */
public final class ServicePolls {
  static final String SINK_FILE =
      """
      - route:
          id: sink-csv
          group: sink
          from:
            uri: direct:sink-csv
            steps:
              - setBody:
                  simple: "${body.timestampText},${body.totalWattsForOutput}\\n"
              - to: "file:%s?fileName=readings.csv&fileExist=Append"
      """;

  private static final List<String> PATHS =
      List.of("/", "/page.js", "/api/now", "/observe/metrics", "/observe/health");
  private static final int REQUESTS = 200;

  private ServicePolls() {}

  /**
   * Prints the processor time a poll in ms, over the second half of the polls, and the resident
   * memory after the last one in MiB.
   *
   * @param args the folder of the house, the number of polls, and {@code all} for the sinks of the
   *     console and of a YAML file beside those of the JSON file and of PVOutput; then {@code web}
   *     for the page, health and metrics, which are asked for 1,000 times
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int polls = Integer.parseInt(args[1]);
    Settings settings = settings(folder, args.length > 2);
    Main main = new Main();
    Plugins plugins = Plugins.find();
    boolean web = args.length > 3;
    int port = web ? freePort() : 0;
    FlowListener listener =
        web ? Web.install(main, port, settings, Clock.systemUTC(), plugins) : FlowListener.NOBODY;
    Services services =
        Services.of(settings, Clock.systemUTC(), true, new Output(System.err), listener::givenUp);
    new Flow(services, plugins).install(main, new CycleReport(answer -> {}, true), listener, false);
    main.start();
    int warmUp = polls / 2;
    poll(main, warmUp);
    Duration before = processorTime();
    poll(main, polls - warmUp);
    double millis = processorTime().minus(before).toNanos() / 1e6;
    for (int i = 0; web && i < REQUESTS; i++) {
      for (String path : PATHS) {
        get(port, path);
      }
    }
    System.out.printf("%.2f %.1f%n", millis / (polls - warmUp), residentMiB());
    main.stop();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** With as little in this process as can be. */
  private static void get(int port, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(path).getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void poll(Main main, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      CycleOutcome outcome =
          main.getCamelTemplate()
              .request(PollRoute.cycle(CommonKeys.ONE_ECU), exchange -> {})
              .getProperty(CycleOutcome.PROPERTY, CycleOutcome.class);
      if (outcome == null || !outcome.delivered("pvoutput")) {
        throw new IllegalStateException("not published, so not what is to be measured: " + outcome);
      }
    }
  }

  private static Settings settings(Path folder, boolean allSinks) throws Exception {
    Map<String, String> keys = new HashMap<>();
    keys.put("console.format", allSinks ? "json" : "none");
    keys.put("json-file.path", folder.resolve("readings-{date}.jsonl").toString());
    keys.put("data.dir", folder.resolve("data").toString());
    keys.put("dead-letter.dir", folder.resolve("dead-letter").toString());
    keys.put("pvoutput.publish", "yes");
    keys.put("pvoutput.api-key", SimulatedHouse.API_KEY);
    keys.put("pvoutput.system-id", SimulatedHouse.SYSTEM_ID);
    keys.put("pvoutput.url", Files.readString(folder.resolve("pvoutput.url")));
    if (allSinks) {
      Path sinks = Files.createDirectories(folder.resolve("sinks"));
      Files.writeString(sinks.resolve("csv.yaml"), SINK_FILE.formatted(folder));
      keys.put("sinks.dir", sinks.toString());
    }
    return SettingsLoader.load(
        ApsSolar.keys(), Optional.of(folder.resolve("application.properties")), Map.of(), keys);
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  static double residentMiB() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }
}
