package solar.aps.sink.pvoutput;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Turns what the HTTP client gave into a {@link PvOutputAnswer}, the new body. */
final class HttpAnswers {
  private static final String HEADER = "X-Rate-Limit-";

  private HttpAnswers() {}

  /**
   * For an answer of any HTTP status.
   *
   * @param mask hides the secrets in a text
   */
  static void read(Exchange exchange, UnaryOperator<String> mask) {
    Message message = exchange.getMessage();
    message.setBody(
        PvOutputAnswer.of(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
            mask.apply(Objects.requireNonNullElse(message.getBody(String.class), "")),
            count(message, "Remaining"),
            count(message, "Limit"),
            number(message, "Reset").map(Instant::ofEpochSecond)));
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

  private static OptionalInt count(Message message, String name) {
    return number(message, name)
        .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
        .map(number -> OptionalInt.of(number.intValue()))
        .orElse(OptionalInt.empty());
  }

  private static Optional<Long> number(Message message, String name) {
    String text = message.getHeader(HEADER + name, String.class);
    return text != null && text.matches("-?\\d{1,18}")
        ? Optional.of(Long.valueOf(text))
        : Optional.empty();
  }
}
