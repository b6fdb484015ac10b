package solar.aps.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The headers of an answer. One that makes no sense counts as not there: it must not spoil an
 * answer.
 *
 * @param values gives the value of a header, or null
 */
public record AnswerHeaders(UnaryOperator<String> values) {
  /** A header with a number that is not negative, and of at most eleven digits. */
  public Optional<Long> number(String name) {
    // a time of that many seconds is still a time
    return text(name).filter(text -> text.matches("\\d{1,11}")).map(Long::valueOf);
  }

  /** A header with a date (RFC 9110, 5.6.7). */
  public Optional<Instant> date(String name) {
    try {
      return text(name)
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * For how long the server wants to be left alone (RFC 9110, 10.2.3): a number of seconds, or the
   * time up to a date, which is measured against the answer's own.
   */
  public Optional<Duration> retryAfter() {
    return number("Retry-After")
        .map(Duration::ofSeconds)
        .or(
            () ->
                date("Retry-After")
                    .flatMap(until -> date("Date").map(sent -> Duration.between(sent, until)))
                    .map(pause -> pause.isNegative() ? Duration.ZERO : pause));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(values.apply(name)).map(String::strip);
  }
}
