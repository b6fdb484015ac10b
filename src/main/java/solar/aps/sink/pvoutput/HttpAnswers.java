package solar.aps.sink.pvoutput;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import solar.aps.http.RetryAfter;
import solar.aps.sink.pvoutput.PvOutputAnswer.Told;

/**
 * Turns what the HTTP client gave into a {@link PvOutputAnswer}, the new body. A header that makes
 * no sense counts as not there: it must not spoil an answer.
 */
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
    message.setBody(
        PvOutputAnswer.of(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
            mask.apply(Objects.requireNonNullElse(message.getBody(String.class), "")),
            new Told(
                count(message, LIMIT + "Remaining"),
                count(message, LIMIT + "Limit"),
                number(message, LIMIT + "Reset").map(Instant::ofEpochSecond),
                RetryAfter.in(name -> message.getHeader(name, String.class)),
                date(message, "Date"))));
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
        .filter(number -> number <= Integer.MAX_VALUE)
        .map(number -> OptionalInt.of(number.intValue()))
        .orElse(OptionalInt.empty());
  }

  /** Not negative, and of at most eleven digits: a time of that many seconds is a time. */
  private static Optional<Long> number(Message message, String name) {
    return text(message, name).filter(text -> text.matches("\\d{1,11}")).map(Long::valueOf);
  }

  private static Optional<Instant> date(Message message, String name) {
    try {
      return text(message, name)
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Message message, String name) {
    return Optional.ofNullable(message.getHeader(name, String.class)).map(String::strip);
  }
}
