package solar.aps.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PVOutput's {@code addstatus.jsp} with one donor's system, on a port of its own on 127.0.0.1. It
 * checks headers and fields, and keeps what it took.
 */
public final class SimulatedPvOutput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedPvOutput.class);
  private static final String ADD_STATUS = "/service/r2/addstatus.jsp";

  /**
   * A request as it came in.
   *
   * @param path the path with its query, if any
   * @param headers found under a name in any case
   * @param form the decoded fields of the body in their order
   */
  public record Request(
      String method, String path, Map<String, List<String>> headers, Map<String, String> form) {

    /** Copies the maps. */
    public Request {
      Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(headers);
      headers = Collections.unmodifiableMap(anyCase);
      form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
    }

    /** Without the headers: the API key is among them. */
    @Override
    public String toString() {
      return method + " " + path + " " + form;
    }
  }

  private final Clock clock;
  private final AddStatus addStatus;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final SortedMap<String, Map<String, String>> statuses = new ConcurrentSkipListMap<>();
  private final LoopbackServer server;
  private volatile Function<Request, Answer> rule = this::normally;

  private SimulatedPvOutput(Clock clock, AddStatus addStatus) throws IOException {
    this.clock = clock;
    this.addStatus = addStatus;
    server = LoopbackServer.start("simulated-pvoutput", this::answerTo);
  }

  /**
   * Starts a PVOutput.
   *
   * @param clock the present time; its zone is the zone of the system
   * @param apiKey the one key that is let in
   * @param systemId the number of the one system
   * @throws IOException if no port can be bound
   */
  public static SimulatedPvOutput start(Clock clock, String apiKey, String systemId)
      throws IOException {
    return new SimulatedPvOutput(clock, new AddStatus(apiKey, systemId));
  }

  private Answer answerTo(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    requests.add(request);
    return rule.apply(request);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field : body.split("&")) {
      String[] nameAndValue = field.split("=", 2);
      if (nameAndValue.length == 2) {
        form.put(decoded(nameAndValue[0]), decoded(nameAndValue[1]));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException badEscape) {
      // as it stands it fails the check of its field, which can name it
      return text;
    }
  }

  private Answer normally(Request request) {
    if (!request.method().equals("POST") || !request.path().equals(ADD_STATUS)) {
      return Answer.status(404, "Not found 404: No such page");
    }
    try {
      store(addStatus.read(request, LocalDate.now(clock)));
      return Answer.status(200, "OK 200: Added Status");
    } catch (AddStatus.Refusal refusal) {
      return Answer.status(refusal.code, refusal.getMessage());
    }
  }

  private void store(AddStatus.Status status) {
    statuses.put(status.slot(), status.values());
    String values =
        status.values().entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining(" "));
    LOG.info("simulated PVOutput stored {}: {}", status.slot(), values);
  }

  /** Where it is: scheme, host and port. */
  public URI url() {
    return URI.create("http://" + server.authority());
  }

  /** Gives every request this answer, and stores nothing, until {@link #answerNormally()}. */
  public void answer(Answer answer) {
    rule = request -> answer;
  }

  /** Checks and stores again, as at the start. */
  public void answerNormally() {
    rule = this::normally;
  }

  /** All requests so far, in order of arrival. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * What is stored: by slot, such as {@code 20261120 11:10}, earliest first, the values v1 to v12
   * as they were sent.
   */
  public Map<String, Map<String, String>> statuses() {
    return Collections.unmodifiableMap(new TreeMap<>(statuses));
  }

  /** Ends it and all its connections at once. */
  @Override
  public void close() {
    server.close();
  }
}
