package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.flow.CycleOutcome;

/** Only what speaks PVOutput's language counts as an answer of PVOutput. */
class ForeignAnswerTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private House.Service service() throws Exception {
    return house.service("pvoutput.publish", "true", "ecu.max-age", "0", "console.format", "none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | text/html  | <html><title>Welcome to our guest network</title>
          200 | text/plain | ''
          200 | text/plain | Bad request 400: Moon Powered
          200 | text/plain | Not OK 200: Added Status
          200 | text/plain | OK 2000
          400 | text/html  | <html><h1>400 Bad Request</h1><hr>nginx
          400 | text/plain | ''
          401 | text/html  | <html>Proxy login
          403 | text/html  | <title>Attention Required! | Cloudflare</title>
          403 | text/plain | Forbidden
          403 | text/plain | Bad request 400: Moon Powered
          """)
  void whatIsNotOfPvOutputsFormIsNoVerdictAndIsNamed(int status, String type, String text)
      throws Exception {
    house.pvOutput.answer(Answer.of(status, type, text.getBytes(UTF_8)));
    try (House.Service service = service()) {
      CycleOutcome outcome = service.poll().orElseThrow();

      assertThat(outcome.delivered("pvoutput")).isFalse();
      assertThat(outcome.toString())
          .contains("something else than PVOutput answered (")
          .contains(text)
          .contains("check this machine's way to the internet")
          .contains("outbox 1, next try 11:1");
      house.clock.pass(FIVE_MINUTES);
      service.poll();
      assertThat(house.outbox()).hasSize(2);

      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(15));
      service.deliver();
    }

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10", "20250615 11:15");
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void anEmptyAnswerThatIsCalledCompressedIsAnAnswer() throws Exception {
    house.pvOutput.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(401, -1);
        });
    try (House.Service service = service()) {
      assertThat(service.poll().orElseThrow().toString())
          .contains("something else than PVOutput answered (HTTP 401");
    }
  }

  /** So many statuses wait then, their time has come, and these answers are given. */
  private void outage(House.Service service, int statuses, String single, String batch)
      throws Exception {
    house.pvOutput.answer(Faults.disconnect());
    for (int i = 0; i < statuses; i++) {
      service.poll();
      house.clock.pass(FIVE_MINUTES);
    }
    house.pvOutput.answerEach(
        request -> Answer.status(200, request.path().endsWith("addstatus.jsp") ? single : batch));
    house.clock.pass(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @CsvSource({"OK 200: Added Status", "''", "<html>Welcome", "'20250615,09:00,1'"})
  void aBatchIsStoredOnlyWhereTheAnswerNamesItsRows(String text) throws Exception {
    try (House.Service service = service()) {
      outage(service, 7, "OK 200: Added Status", text);
      service.deliver();
      assertThat(house.outbox()).as("the newest went alone, and was taken").hasSize(6);

      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(15));
      service.deliver();
    }

    assertThat(house.pvOutput.statuses()).hasSize(6);
    assertThat(house.outbox()).isEmpty();
  }

  @Test
  void aRowThatIsStoredOverAnotherIsStored() throws Exception {
    try (House.Service service = service()) {
      outage(service, 3, "ok 200: Updated Status", "20250615,11:10,2;20250615,11:15,1");
      int before = house.pvOutput.requests().size();
      service.deliver();

      assertThat(house.outbox()).isEmpty();
      assertThat(house.pvOutput.requests()).hasSize(before + 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Rate-Limit-Reset, 99999999999999999",
    "X-Rate-Limit-Reset, -99999999999999999",
    "X-Rate-Limit-Remaining, 99999999999999999999",
    "X-Rate-Limit-Limit, 1e9",
    "Retry-After, soon"
  })
  void aHeaderThatMakesNoSenseDoesNotSpoilASuccess(String header, String value) throws Exception {
    house.pvOutput.answer(
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          Answer.status(200, "OK 200: Added Status").send(exchange);
        });
    try (House.Service service = service()) {
      assertThat(service.poll().orElseThrow().delivered("pvoutput")).isTrue();
    }

    assertThat(house.outbox()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "429, 1200, 11:30",
    "503, 1200, 11:30",
    "503, 999999999, 12:10",
    "503, 'Sun, 15 Jun 2025 23:00:00 GMT', 11:1"
  })
  void aPauseThatIsAskedForIsKeptUpToAnHour(int status, String retryAfter, String next)
      throws Exception {
    house.pvOutput.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          Answer.status(status, "wait").send(exchange);
        });
    try (House.Service service = service()) {
      assertThat(service.poll().orElseThrow().toString()).contains("outbox 1, next try " + next);
    }
  }

  @Test
  void theRequestForTheStatusIntervalCountsInTheBudget() throws Exception {
    house.pvOutput.limit(60, false);
    try (House.Service service =
        house.service(
            "pvoutput.publish", "true",
            "ecu.max-age", "0",
            "pvoutput.batch-size", "1",
            "pvoutput.status-interval", "auto")) {
      house.pvOutput.answer(Faults.disconnect());
      for (int i = 0; i < 80; i++) {
        service.poll();
        house.clock.pass(FIVE_MINUTES);
      }
    }
    house.clock.pass(Duration.ofMinutes(50));
    house.pvOutput.answerNormally();
    int before = house.pvOutput.requests().size();
    try (House.Service service =
        house.service(
            "pvoutput.publish", "true",
            "ecu.max-age", "0",
            "pvoutput.batch-size", "1",
            "poll.interval", "1d",
            "pvoutput.status-interval", "auto")) {
      service.poll();
    }

    assertThat(house.pvOutput.requests().size() - before)
        .as(
            "one for the interval, and no more than PVOutput takes in an hour with a reserve of one")
        .isEqualTo(59);
    assertThat(Map.copyOf(house.pvOutput.statuses())).hasSize(58);
  }
}
