package solar.aps.demo.ecu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.LoopbackServer;

/**
 * An ECU on a port of its own on 127.0.0.1, with the 4 inverters of 2 panels each of a small roof,
 * or with those of another. It serves the readings page of the oldest firmware at {@code
 * /cgi-bin/parameters} and that of later firmware at {@code /index.php/realtimedata}; both show the
 * same poll round, which the clock alone decides.
 */
public final class SimulatedEcu implements AutoCloseable {
  /** What an ECU says where it has no page. */
  public static final Answer NO_PAGE =
      Answer.of(
          404,
          "text/html",
          "<html><head><title>404 Page Not Found</title></head><body>No such page.</body></html>"
              .getBytes(UTF_8));

  /** Its ID, which stands on its home page; at its port it has the same. */
  public static final String ID = PortFrames.ECU_ID;

  private static final List<String> HOMES = List.of("/cgi-bin/home", "/index.php/home");

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Clock clock;
  private final Roof roof;
  private final LoopbackServer server;

  private SimulatedEcu(Clock clock, Roof roof, InetSocketAddress address) throws IOException {
    this.clock = clock;
    this.roof = roof;
    answers.put(FormA.PATH, rendered(clock, roof, FormA::page));
    answers.put(FormC.PATH, rendered(clock, roof, FormC::page));
    server = LoopbackServer.start("simulated-ecu", address, this::answerTo);
  }

  /**
   * Starts an ECU of the small roof.
   *
   * @param clock the ECU's time; its zone is the ECU's zone
   * @throws IOException if no port can be bound
   */
  public static SimulatedEcu start(Clock clock) throws IOException {
    return start(clock, LoopbackServer.LOOPBACK);
  }

  /** As above, at another address of the loopback network. */
  public static SimulatedEcu start(Clock clock, InetSocketAddress address) throws IOException {
    return new SimulatedEcu(clock, SolarDay.ROOF, address);
  }

  /** As above, of another roof. */
  public static SimulatedEcu start(Clock clock, Roof roof) throws IOException {
    return new SimulatedEcu(clock, roof, LoopbackServer.LOOPBACK);
  }

  /** From now on it has a home page, on which it says who it is and what it has counted. */
  public void showHome() {
    HOMES.forEach(path -> answers.put(path, ex -> Answer.page(homePage()).send(ex)));
  }

  private String homePage() {
    LocalDateTime round = Roof.round(LocalDateTime.now(clock));
    long today = roof.wattHours(round);
    return "<html><body><table class=\"table\"><tbody>"
        + row("ECU ID", ID)
        + row("Lifetime generation", kWh(roof.wattHoursBefore(round.toLocalDate()) + today))
        + row("Last System Power", roof.watts(round) + " W")
        + row("Generation of Current Day", kWh(today))
        + "</tbody></table></body></html>";
  }

  private static String row(String label, String value) {
    return "<tr><th>" + label + "</th><td>" + value + "</td></tr>";
  }

  private static String kWh(long wattHours) {
    return String.format(Locale.ROOT, "%,.2f kWh", Math.floor(wattHours / 10.0) / 100);
  }

  /** The page of the oldest firmware for the small roof, as it is at each request. */
  public static Answer formA(Clock clock) {
    return rendered(clock, SolarDay.ROOF, FormA::page);
  }

  private static Answer rendered(
      Clock clock, Roof roof, BiFunction<List<Inverter>, LocalDateTime, String> form) {
    return exchange -> {
      LocalDateTime round = Roof.round(LocalDateTime.now(clock));
      Answer.page(form.apply(roof.inverters(round), round)).send(exchange);
    };
  }

  private Answer answerTo(HttpExchange exchange) {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    return answers.getOrDefault(exchange.getRequestURI().getPath(), NO_PAGE);
  }

  /** From now on it gives the curve of a day to a form with its date. */
  public void showCurve() {
    answers.put(
        "/index.php/realtimedata/old_power_graph",
        exchange -> {
          String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          LocalDate day = LocalDate.parse(form.replace("date=", ""));
          String points =
              roof.curve(day, LocalDateTime.now(clock)).entrySet().stream()
                  .map(
                      point ->
                          "{\"time\":%d,\"each_system_power\":%d}"
                              .formatted(
                                  point.getKey().atZone(clock.getZone()).toInstant().toEpochMilli(),
                                  point.getValue()))
                  .collect(Collectors.joining(","));
          Answer.page("{\"power\":[" + points + "],\"today_energy\":\"0\",\"subtitle\":\"\"}")
              .send(exchange);
        });
  }

  /** Where the ECU is, as host:port. */
  public String host() {
    return server.authority();
  }

  /** Serves something else under this path from now on. */
  public void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  /** The requests so far in order of arrival, such as {@code GET /cgi-bin/parameters}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Ends the ECU and all its connections at once. */
  @Override
  public void close() {
    server.close();
  }
}
