package solar.aps.demo.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a simulated server does with one request: a proper answer or one of the faults of real
 * networks. An answer may be given to many requests at once. When it returns or throws, the
 * exchange is closed.
 */
@FunctionalInterface
public interface Answer {
  /**
   * Answers one request.
   *
   * @throws IOException if the client is gone, or on purpose to break the connection
   * @throws InterruptedException if the server was closed meanwhile
   */
  void send(HttpExchange exchange) throws IOException, InterruptedException;

  /** The same answer, but later; never if the server is closed meanwhile. */
  default Answer after(Duration wait) {
    return exchange -> {
      new CountDownLatch(1).await(wait.toMillis(), TimeUnit.MILLISECONDS);
      send(exchange);
    };
  }

  /** HTTP 200 with these bytes as a page whose charset is not told. */
  static Answer page(byte[] body) {
    return of(200, "text/html", body);
  }

  /** HTTP 200 with this page, in UTF-8. */
  static Answer page(String html) {
    return page(html.getBytes(UTF_8));
  }

  /** This HTTP status with one line of plain text in ISO-8859-1, as PVOutput answers. */
  static Answer status(int code, String body) {
    return of(code, "text/plain;charset=ISO-8859-1", body.getBytes(ISO_8859_1));
  }

  /** A complete answer. */
  static Answer of(int code, String contentType, byte[] body) {
    byte[] sent = body.clone();
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(code, sent.length == 0 ? -1 : sent.length);
      exchange.getResponseBody().write(sent);
    };
  }

  /** Takes the request and never answers; the connection ends when the server is closed. */
  static Answer hang() {
    return exchange -> new CountDownLatch(1).await();
  }

  /** Takes the request and ends the connection without a byte of an answer. */
  static Answer disconnect() {
    return HttpExchange::close;
  }

  /** HTTP 200, then the connection ends in the middle of the body. */
  static Answer drop() {
    byte[] beginning = "<html><body><table>".getBytes(UTF_8);
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, 2L * beginning.length);
      exchange.getResponseBody().write(beginning);
      exchange.getResponseBody().flush();
    };
  }

  /**
   * HTTP 200 with a body of 16 MiB whose length is not given, unless the client hangs up before.
   */
  static Answer endless() {
    byte[] blanks = " ".repeat(64 * 1024).getBytes(UTF_8);
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, 0);
      for (int chunk = 0; chunk < 256; chunk++) {
        exchange.getResponseBody().write(blanks);
      }
    };
  }
}
