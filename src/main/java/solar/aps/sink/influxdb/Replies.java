package solar.aps.sink.influxdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import solar.aps.check.Words;
import solar.aps.http.AnswerHeaders;

/** Turns what the HTTP client gave into a {@link Reply}, the new body. */
final class Replies {
  private static final int SHOWN = 200;

  private final ObjectMapper mapper;
  private final UnaryOperator<String> mask;

  /**
   * @param mask hides the secrets in a text
   */
  Replies(ObjectMapper mapper, UnaryOperator<String> mask) {
    this.mapper = mapper;
    this.mask = mask;
  }

  /** For an answer of any HTTP status. */
  void read(Exchange exchange) {
    Message message = exchange.getMessage();
    String body = Objects.requireNonNullElse(message.getBody(String.class), "").strip();
    String location = header(message, "Location");
    message.setBody(
        new Reply(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
            shown(location.isEmpty() ? said(body) : "to " + location),
            isPage(body),
            shown(header(message, "X-Influxdb-Version")).replaceFirst("^v", ""),
            new AnswerHeaders(name -> message.getHeader(name, String.class))
                .retryAfter()
                .orElse(Duration.ZERO)));
  }

  /** For an exception in place of an answer. */
  void explain(Exchange exchange) {
    Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    exchange.getMessage().setBody(Reply.none(shown(reason(thrown))));
  }

  private static String header(Message message, String name) {
    return Objects.requireNonNullElse(message.getHeader(name, String.class), "").strip();
  }

  private static boolean isPage(String body) {
    return body.startsWith("<");
  }

  /**
   * The text of a page for people, or InfluxDB's own words: {@code error}, with that of the first
   * line, or {@code message}.
   */
  private String said(String body) {
    if (isPage(body)) {
      return body.replaceAll("<[^>]*>", " ");
    }
    try {
      JsonNode json = body.startsWith("{") ? mapper.readTree(body) : mapper.missingNode();
      return Stream.of("/error", "/message", "/data/0/error_message", "/data/error_message")
          .map(json::at)
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .reduce((first, second) -> first + ": " + second)
          .orElse(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  /** Masked before it is cut: the half of a secret would not be known for one. */
  private String shown(String text) {
    return Words.line(mask.apply(text), SHOWN);
  }

  private static String reason(Exception thrown) {
    String message =
        Optional.ofNullable(thrown.getMessage())
            .orElseGet(thrown::toString)
            // the address is known; what counts is what became of it
            .replaceFirst("^.* failed: ", "");
    return what(thrown).map(what -> what + " (" + message + ")").orElse(message)
        + "; check influxdb.url, and that the server runs";
  }

  private static Optional<String> what(Exception thrown) {
    if (thrown instanceof UnknownHostException) {
      return Optional.of("its name is not known here");
    }
    if (thrown instanceof SocketTimeoutException) {
      return Optional.of("it did not answer in time");
    }
    if (thrown instanceof ConnectException) {
      return Optional.of("nothing accepts connections there");
    }
    return thrown instanceof SSLException
        ? Optional.of("TLS failed, for its certificate is not trusted or it speaks plain http")
        : Optional.empty();
  }
}
