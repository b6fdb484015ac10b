package solar.aps.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * For how long a server wants to be left alone: the header {@code Retry-After} (RFC 9110, 10.2.3).
 * One that makes no sense counts as not there.
 */
public final class RetryAfter {
  private static final String NAME = "Retry-After";

  private RetryAfter() {}

  /**
   * @param headers gives the value of a header, or null
   * @return a number of seconds, or the time up to a date, which is measured against the answer's
   *     own; empty if there is neither
   */
  public static Optional<Duration> in(UnaryOperator<String> headers) {
    return text(headers, NAME)
        // not negative, and of at most eleven digits: a time of that many seconds is a time
        .filter(text -> text.matches("\\d{1,11}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .or(
            () ->
                date(headers, NAME)
                    .flatMap(
                        until -> date(headers, "Date").map(sent -> Duration.between(sent, until)))
                    .map(pause -> pause.isNegative() ? Duration.ZERO : pause));
  }

  private static Optional<Instant> date(UnaryOperator<String> headers, String name) {
    try {
      return text(headers, name)
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(UnaryOperator<String> headers, String name) {
    return Optional.ofNullable(headers.apply(name)).map(String::strip);
  }
}
