package solar.aps.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages over HTTP while Camel runs. Whatever its clients do, it takes few descriptors,
 * threads and bytes, and lets them go again: the polls need some too.
 */
public final class WebServer extends LifecycleStrategySupport {
  private static final int THREADS = 4;
  private static final int NOT_MODIFIED = 304;
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** Of every answer: no page may run, load or send anything that is not from here. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "Vary",
          "Accept-Encoding");

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /** Times are in seconds; the last two are the milliseconds between two looks at them. */
  private static final Map<String, String> BOUNDS =
      Map.of(
          "jdk.httpserver.maxConnections", "64",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "20",
          "sun.net.httpserver.maxIdleConnections", "20",
          "sun.net.httpserver.idleInterval", "15",
          "sun.net.httpserver.timerMillis", "1000",
          "sun.net.httpserver.clockTick", "1000");

  private static final Pattern GZIP =
      Pattern.compile("(?i)(.*,)?\\s*gzip\\s*(;\\s*q=(0\\.0*[1-9]|1).*)?(,.*)?");

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "web");
            thread.setDaemon(true);
            return thread;
          });
  private final HostNames names;
  private final List<Pages> pages;

  /**
   * Takes the port, and serves nothing yet.
   *
   * @param pages are asked in turn
   * @throws IOException if nothing can listen there; the message says why and what to do
   */
  public WebServer(Address address, List<Pages> pages) throws IOException {
    this.names = new HostNames(address);
    this.pages = List.copyOf(pages);
    // read when the first server of this virtual machine is made, and never again
    BOUNDS.forEach(System.getProperties()::putIfAbsent);
    server = listening(address);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  private static HttpServer listening(Address address) throws IOException {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), 0);
    } catch (IOException e) {
      throw new IOException(
          "the page, health and metrics cannot be served at %s, port %d (%s). Set web.host to an address of this machine, and web.port to a port above 1023 that no other program has"
              .formatted(address.host(), address.port(), e.getMessage()));
    }
  }

  @Override
  public void onContextStarted(CamelContext context) {
    server.start();
  }

  /** Ends all connections at once. */
  @Override
  public void onContextStopping(CamelContext context) {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answerTo(exchange);
      Headers headers = exchange.getResponseHeaders();
      HEADERS.forEach(headers::set);
      headers.set("Content-Type", answer.contentType());
      headers.set("Cache-Control", answer.tag().isPresent() ? "no-cache" : "no-store");
      answer.tag().ifPresent(tag -> headers.set("ETag", quoted(tag)));
      if (answer.tag().filter(tag -> isKnown(exchange, tag)).isPresent()) {
        exchange.sendResponseHeaders(NOT_MODIFIED, -1);
      } else {
        send(exchange, answer);
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    byte[] body = answer.body();
    if (GZIP.matcher(header(exchange, "Accept-Encoding")).matches()) {
      headers.set("Content-Encoding", "gzip");
      body = answer.zipped();
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The same thing may be sent compressed or not, and a weak tag says just that. */
  private static String quoted(String tag) {
    return "W/\"" + tag + "\"";
  }

  private static boolean isKnown(HttpExchange exchange, String tag) {
    String known = header(exchange, "If-None-Match");
    return known.strip().equals("*") || known.contains("\"" + tag + "\"");
  }

  private Answer answerTo(HttpExchange exchange) {
    Optional<String> refusal =
        names.refusal(
            exchange.getProtocol(), exchange.getRequestHeaders().getOrDefault("Host", List.of()));
    if (refusal.isPresent()) {
      return Answer.line(421, refusal.get());
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.line(405, "this can only be read; ask with GET or HEAD");
    }
    URI uri = exchange.getRequestURI();
    Request request =
        new Request(
            Objects.requireNonNullElse(uri.getPath(), ""),
            Objects.requireNonNullElse(uri.getRawQuery(), ""),
            header(exchange, "Accept"));
    try {
      for (Pages some : pages) {
        Optional<Answer> answer = some.at(request);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      return Answer.line(
          404, "nothing is here; look at /, at /observe/health or at /observe/metrics");
    } catch (IOException | RuntimeException e) {
      LOG.warn("a request to web.port cannot be answered: {}", e.toString());
      return Answer.line(500, "this cannot be answered now; see the log for why");
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.join(",", exchange.getRequestHeaders().getOrDefault(name, List.of()));
  }
}
