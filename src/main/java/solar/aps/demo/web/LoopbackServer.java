package solar.aps.demo.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a free port of 127.0.0.1 that ends every connection after its answer. */
public final class LoopbackServer implements AutoCloseable {
  /** Decides what a request gets. */
  @FunctionalInterface
  public interface Desk {
    /**
     * @throws IOException if the request cannot be read
     */
    Answer answerTo(HttpExchange exchange) throws IOException;
  }

  /** A free port of 127.0.0.1. */
  public static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to serve.
   *
   * @param name what the threads are called
   * @throws IOException if no port can be bound
   */
  public static LoopbackServer start(String name, Desk desk) throws IOException {
    return start(name, LOOPBACK, desk);
  }

  /**
   * As above, at another address.
   *
   * @param address of the loopback network, with port 0 for a free one
   */
  public static LoopbackServer start(String name, InetSocketAddress address, Desk desk)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    // a thread a request: an answer that hangs must not keep the next client waiting
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, desk));
    server.start();
    return new LoopbackServer(server, threads);
  }

  private static void serve(HttpExchange exchange, Desk desk) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Connection", "close");
      desk.answerTo(exchange).send(exchange);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens, as host:port. */
  public String authority() {
    return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  /** Ends all connections at once, those still waiting for an answer too. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
