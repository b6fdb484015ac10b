package solar.aps.metrics;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Serves the pages over HTTP while Camel runs. Whatever its clients do, it takes few descriptors,
 * threads and bytes, and lets them go again: the polls need some too.
 */
final class ManagementServer extends LifecycleStrategySupport {
  private static final int THREADS = 4;
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
            Thread thread = new Thread(task, "management");
            thread.setDaemon(true);
            return thread;
          });
  private final HostNames names;
  private final Pages pages;

  /**
   * Takes the port, and serves nothing yet.
   *
   * @throws IOException if nothing can listen there
   */
  ManagementServer(Management.Address address, Pages pages) throws IOException {
    this.names = new HostNames(address);
    this.pages = pages;
    // read when the first server of this virtual machine is made, and never again
    BOUNDS.forEach(System.getProperties()::putIfAbsent);
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
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
      headers.set("Content-Type", answer.contentType());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      byte[] body = answer.body();
      if (GZIP.matcher(header(exchange, "Accept-Encoding")).matches()) {
        headers.set("Content-Encoding", "gzip");
        body = zipped(body);
      }
      if (exchange.getRequestMethod().equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answerTo(HttpExchange exchange) throws IOException {
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
    return pages.at(exchange.getRequestURI().getPath(), header(exchange, "Accept"));
  }

  private static String header(HttpExchange exchange, String name) {
    return String.join(",", exchange.getRequestHeaders().getOrDefault(name, List.of()));
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(body);
    }
    return zipped.toByteArray();
  }
}
