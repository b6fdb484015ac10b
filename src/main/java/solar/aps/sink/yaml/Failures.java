package solar.aps.sink.yaml;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import solar.aps.deadletter.Causes;
import solar.aps.http.RetryAfter;
import solar.aps.outbox.Answer;

/**
 * What follows from the failure of a sink that a user wrote: what HTTP and SQL have fixed words
 * for. Everything else may go better the next time.
 */
final class Failures {
  private Failures() {}

  static Answer answer(Exception failure) {
    String words = Causes.sentence(failure);
    return Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
        .flatMap(
            cause ->
                cause instanceof HttpOperationFailedException http
                    ? Stream.of(answer(http))
                    : cause instanceof SQLException sql
                        ? Stream.of(answer(sql, words))
                        : Stream.empty())
        .findFirst()
        .orElse(Answer.later(words));
  }

  /** RFC 9110, 15.5: the content is what is wrong with 400, 413 and 422. */
  private static Answer answer(HttpOperationFailedException http) {
    // the exception's own words repeat the address, with whatever secret is in it
    String words =
        ("HTTP "
                + http.getStatusCode()
                + " "
                + Objects.requireNonNullElse(http.getStatusText(), ""))
            .strip();
    return switch (http.getStatusCode()) {
      case 400, 413, 422 -> Answer.never(words);
      case 401, 403, 404, 405 -> Answer.refusedSettings(words);
      default ->
          Answer.later(
              words,
              RetryAfter.in(name -> header(http.getResponseHeaders(), name)).orElse(Duration.ZERO));
    };
  }

  private static String header(Map<String, String> headers, String name) {
    return headers == null
        ? null
        : headers.entrySet().stream()
            .filter(header -> name.equalsIgnoreCase(header.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }

  /** The classes of SQLSTATE (ISO/IEC 9075, table 38): the value, the user, the schema. */
  private static Answer answer(SQLException sql, String words) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "22", "23" -> Answer.never(words);
      case "28", "3D", "3F", "42" -> Answer.refusedSettings(words);
      default -> Answer.later(words);
    };
  }
}
