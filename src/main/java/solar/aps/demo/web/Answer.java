package solar.aps.demo.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * What a simulated server does with one request. An answer may be given to many requests at once.
 * When it returns or throws, the exchange is closed.
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
}
