package solar.aps.sink.yaml;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import solar.aps.deadletter.Causes;
import solar.aps.http.AnswerHeaders;
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

  /** RFC 9110, 15: the content is what is wrong with 400, 413 and 422. */
  private static Answer answer(HttpOperationFailedException http) {
    String words = words(http);
    int status = http.getStatusCode();
    return switch (status) {
      case 400, 413, 422 -> never(words);
      case 408, 425, 429 -> later(http, words);
      // another address, another user, another method: no reading will be taken like this
      default -> status < 500 ? settings(words) : later(http, words);
    };
  }

  private static Answer never(String words) {
    return Answer.never("it refuses the reading (" + words + ")");
  }

  private static Answer settings(String words) {
    return Answer.refusedSettings("it refuses the settings (" + words + ")");
  }

  private static Answer later(HttpOperationFailedException http, String words) {
    return Answer.later(
        words,
        new AnswerHeaders(name -> header(http.getResponseHeaders(), name))
            .retryAfter()
            .orElse(Duration.ZERO));
  }

  /** The exception's own words repeat the address, with whatever secret is in it. */
  private static String words(HttpOperationFailedException http) {
    return Stream.of("HTTP " + http.getStatusCode(), http.getStatusText(), http.getResponseBody())
        .filter(part -> part != null && !part.isBlank())
        .map(part -> part.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip())
        .collect(Collectors.joining(" "));
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
      case "22", "23" -> never(words);
      case "28", "3D", "3F", "42" -> settings(words);
      default -> Answer.later(words);
    };
  }
}
