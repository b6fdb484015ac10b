package solar.aps.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerHeadersTest {
  @ParameterizedTest
  @CsvSource({
    "90, PT1M30S",
    "' 0 ', PT0S",
    "'Sun, 15 Jun 2025 10:05:00 GMT', PT5M",
    "'Sun, 15 Jun 2025 09:00:00 GMT', PT0S",
    "soon,",
    "-5,",
    "1.5,",
    "99999999999999999999,"
  })
  void aPauseIsANumberOfSecondsOrADateByTheClockOfWhoAsksForIt(String asked, Duration pause) {
    assertThat(asked("Retry-After", asked, "Date", "Sun, 15 Jun 2025 10:00:00 GMT"))
        .isEqualTo(Optional.ofNullable(pause));
  }

  @Test
  void aDateSaysNothingWhereTheAnswerHasNoneOfItsOwn() {
    assertThat(asked("Retry-After", "Sun, 15 Jun 2025 10:05:00 GMT")).isEmpty();
  }

  @Test
  void withoutTheHeaderNoPauseIsAskedFor() {
    assertThat(asked("Date", "Sun, 15 Jun 2025 10:00:00 GMT")).isEmpty();
  }

  private static Optional<Duration> asked(String... namesAndValues) {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new AnswerHeaders(headers::get).retryAfter();
  }
}
