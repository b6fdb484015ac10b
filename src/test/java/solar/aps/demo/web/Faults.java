package solar.aps.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults of real networks, for a simulated server in place of an answer. */
public final class Faults {
  private Faults() {}

  /** Takes the request and never answers; the connection ends when the server is closed. */
  public static Answer hang() {
    return exchange -> new CountDownLatch(1).await();
  }

  /** The same answer, but later; never if the server is closed meanwhile. */
  public static Answer late(Answer answer, Duration wait) {
    return exchange -> {
      new CountDownLatch(1).await(wait.toMillis(), TimeUnit.MILLISECONDS);
      answer.send(exchange);
    };
  }

  /** Takes the request and ends the connection without a byte of an answer. */
  public static Answer disconnect() {
    return HttpExchange::close;
  }

  /** HTTP 200, then the connection ends in the middle of the body. */
  public static Answer drop() {
    byte[] beginning = "<html><body><table>".getBytes(UTF_8);
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, 2L * beginning.length);
      exchange.getResponseBody().write(beginning);
      exchange.getResponseBody().flush();
    };
  }

  /** HTTP 200 with a body of 16 MiB whose length is not told, unless the client hangs up before. */
  public static Answer endless() {
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
