package solar.aps.sink.influxdb;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import solar.aps.config.Secret;

/** Calls to InfluxDB, by the route that makes them. */
final class Calls {
  /** The endpoint that makes the call which the headers describe: for a {@link Reply}. */
  static final String CALL = "direct:influxdb-call";

  static final String CONTENT_TYPE = "text/plain; charset=utf-8";

  private final ProducerTemplate camel;
  private final InfluxDbSettings ours;

  /**
   * @param camel of a context in which that route runs
   */
  Calls(ProducerTemplate camel, InfluxDbSettings ours) {
    this.camel = camel;
    this.ours = ours;
  }

  /** Adds the header by which InfluxDB knows us. */
  static void authorize(Exchange call, InfluxDbSettings ours) {
    ours.authorization()
        .map(Secret::value)
        .ifPresent(value -> call.getMessage().setHeader("Authorization", value));
  }

  /** The answer to these lines, or why there is none. */
  Reply write(List<String> lines) {
    byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return call(
        Map.of(
            Exchange.HTTP_METHOD,
            "POST",
            Exchange.HTTP_PATH,
            ours.path(),
            Exchange.HTTP_QUERY,
            ours.query(),
            Exchange.CONTENT_TYPE,
            CONTENT_TYPE),
        body);
  }

  /** The answer to the question who is there, or why there is none. */
  Reply ping() {
    return call(Map.of(Exchange.HTTP_METHOD, "GET", Exchange.HTTP_PATH, "/ping"), null);
  }

  private Reply call(Map<String, Object> headers, byte[] body) {
    Exchange call =
        camel.request(
            CALL,
            exchange -> {
              exchange.getMessage().setHeaders(new HashMap<>(headers));
              exchange.getMessage().setBody(body);
            });
    return call.getException() == null
        ? call.getMessage().getBody(Reply.class)
        : Reply.none(String.valueOf(call.getException().getMessage()));
  }
}
