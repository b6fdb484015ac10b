package solar.aps.sink.influxdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.demo.web.LoopbackServer;

/**
 * Answers as InfluxDB 1.6.7 was seen to do: it has the database {@code aps}, may ask for a
 * password, and refuses what is no line protocol.
 */
public final class FakeInflux implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("(?:[^,= \\\\]|\\\\[,= ])+");
  private static final Pattern LINE =
      Pattern.compile(
          "(?<series>[a-z_A-Z0-9]+(?:,%1$s=%1$s)*) (?<fields>%1$s=[^, ]+(?:,%1$s=[^, ]+)*) (?<time>\\d{10})"
              .formatted(NAME));
  private static final Pattern VALUE = Pattern.compile("-?\\d+\\.\\d+|-?\\d+i|true|false");
  private static final String JSON = "application/json";

  /** A request as it came. */
  public record Request(String line, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.containsKey(name) ? String.join("; ", headers.get(name)) : null;
    }
  }

  private final LoopbackServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** The value of each field, by series, field and time. */
  private final Map<String, String> points = new TreeMap<>();

  private volatile String credentials;
  private volatile Answer answer;

  /** Listens at a free port. */
  public FakeInflux() throws IOException {
    server = LoopbackServer.start("influx", this::answerTo);
  }

  public String url() {
    return "http://" + server.authority();
  }

  /** From now on it wants this header. */
  public void wants(String authorization) {
    credentials = authorization;
  }

  /** From now on it answers this to everything, with one more header. */
  void answers(int status, String header, String value, String body) {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          Answer.status(status, body).send(exchange);
        };
  }

  /** From now on it answers as it should again. */
  public void answersNormally() {
    answer = null;
  }

  /** From now on it answers every request with this error of its own. */
  public void answersError(int status) {
    answer = error(status, "timeout");
  }

  /** From now on it ends every connection without a byte of an answer. */
  public void answersBrokenOff() {
    answer = Faults.disconnect();
  }

  /** From now on it never answers. */
  void hangs() {
    answer = Faults.hang();
  }

  /** From now on it answers this to everything. */
  void answers(int status, String type, String body) {
    answer = Answer.of(status, type, body.getBytes(UTF_8));
  }

  public List<Request> requests() {
    return requests;
  }

  public synchronized Map<String, String> points() {
    return new TreeMap<>(points);
  }

  private Answer answerTo(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Request request =
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(), headers(exchange), body);
    requests.add(request);
    exchange.getResponseHeaders().set("X-Influxdb-Version", "1.6.7~rc0");
    return answer != null ? answer : normal(request);
  }

  private static Map<String, List<String>> headers(HttpExchange exchange) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    return headers;
  }

  private Answer normal(Request request) {
    if (request.line().equals("GET /ping")) {
      return Answer.of(204, JSON, new byte[0]);
    }
    if (!request.line().startsWith("POST /write?")) {
      return Answer.status(404, "404 page not found");
    }
    Matcher database = Pattern.compile("[?&]db=([^&]*)").matcher(request.line());
    if (!database.find() || !database.group(1).equals("aps")) {
      return error(404, "database not found: \\\"" + database.group(1) + "\\\"");
    }
    if (credentials != null && !credentials.equals(request.header("Authorization"))) {
      return error(401, "authorization failed");
    }
    return write(request.body());
  }

  private synchronized Answer write(String body) {
    String bad = null;
    for (String line : body.split("\n")) {
      Matcher parts = LINE.matcher(line);
      boolean good = parts.matches() && store(parts);
      bad = good || line.startsWith("#") ? bad : line;
    }
    return bad == null
        ? Answer.of(204, JSON, new byte[0])
        : error(400, "partial write: unable to parse '" + bad + "': invalid format dropped=0");
  }

  private boolean store(Matcher parts) {
    for (String field : parts.group("fields").split("(?<!\\\\),")) {
      String[] nameAndValue = field.split("=", 2);
      if (!VALUE.matcher(nameAndValue[1]).matches()) {
        return false;
      }
      points.put(
          "%s %s %s".formatted(parts.group("series"), nameAndValue[0], parts.group("time")),
          nameAndValue[1]);
    }
    return true;
  }

  private static Answer error(int status, String words) {
    return Answer.of(status, JSON, "{\"error\":\"%s\"}\n".formatted(words).getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
