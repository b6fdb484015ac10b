package solar.aps.sink.pvoutput;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import solar.aps.http.AnswerHeaders;
import solar.aps.sink.pvoutput.PvOutputAnswer.Told;

/** Turns what the HTTP client gave into a {@link PvOutputAnswer}, the new body. */
final class HttpAnswers {
  private static final String LIMIT = "X-Rate-Limit-";

  private HttpAnswers() {}

  /**
   * For an answer of any HTTP status.
   *
   * @param mask hides the secrets in a text
   */
  static void read(Exchange exchange, UnaryOperator<String> mask) {
    Message message = exchange.getMessage();
    AnswerHeaders headers = new AnswerHeaders(name -> message.getHeader(name, String.class));
    message.setBody(
        PvOutputAnswer.of(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
            mask.apply(Objects.requireNonNullElse(message.getBody(String.class), "")),
            new Told(
                count(headers, LIMIT + "Remaining"),
                count(headers, LIMIT + "Limit"),
                headers.number(LIMIT + "Reset").map(Instant::ofEpochSecond),
                headers.retryAfter(),
                headers.date("Date"))));
  }

  /**
   * For an exception in place of an answer.
   *
   * @param mask hides the secrets in a text
   */
  static void explain(Exchange exchange, UnaryOperator<String> mask) {
    Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    // the address is known; what counts is what became of it
    exchange
        .getMessage()
        .setBody(PvOutputAnswer.none(mask.apply(message.replaceFirst("^.* failed: ", ""))));
  }

  private static OptionalInt count(AnswerHeaders headers, String name) {
    return headers
        .number(name)
        .filter(number -> number <= Integer.MAX_VALUE)
        .map(number -> OptionalInt.of(number.intValue()))
        .orElse(OptionalInt.empty());
  }
}
