package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.demo.pvoutput.ReceivedRequest;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;

/** What PVOutput gets, and what becomes of a reading that it does not take. */
class PublishingTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private House.Run publish(String... more) throws Exception {
    return house.once(
        Stream.concat(Stream.of("pvoutput.publish", "true"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void theFormHoldsTheSlotThePowerAndTheAverages() throws Exception {
    House.Run run = publish("pvoutput.send-freq", "true", "pvoutput.send-freq-key", "v9");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .endsWith("Avg frequency: 50.10 Hz\nPVOutput response: OK 200: Added Status\n");
    ReceivedRequest request = house.pvOutput.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/service/r2/addstatus.jsp");
    assertThat(request.form())
        .isEqualTo(
            Map.of(
                "d",
                "20250615",
                "t",
                "11:10",
                "v2",
                "120",
                "v5",
                "50.0",
                "v6",
                "234.0",
                "v9",
                "50.10"));
    assertThat(request.headers().get("Content-Type"))
        .isEqualTo(List.of("application/x-www-form-urlencoded"));
  }

  @Test
  void anHttpsAddressIsSpokenToInTlsOnly() throws Exception {
    int tlsHandshake = 22;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> firstByte =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket client = server.accept()) {
                  return client.getInputStream().read();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      House.Run run = publish("pvoutput.url", "https://127.0.0.1:" + server.getLocalPort());

      assertThat(firstByte.get()).isEqualTo(tlsHandshake);
      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.out()).contains("PVOutput unreachable (");
    }
  }

  @Test
  void whatIsSwitchedOffIsNotSent() throws Exception {
    publish("pvoutput.send-temp", "false", "pvoutput.send-voltage", "false");

    assertThat(house.pvOutput.requests().get(0).form()).containsOnlyKeys("d", "t", "v2");
  }

  @Test
  void anAverageThatIsNotKnownIsLeftOutAndZeroWattsAreSent() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters",
        Answer.page(
            House.PAGE.replace(" 120&nbsp;W", " 0&nbsp;W").replace(" 234&nbsp;V", " -&nbsp;V")));

    publish();

    assertThat(house.pvOutput.requests().get(0).form())
        .isEqualTo(Map.of("d", "20250615", "t", "11:10", "v2", "0", "v5", "50.0"));
  }

  @Test
  void theEstimateIsWhatIsPublished() throws Exception {
    House.Run run = publish("panels.scale-missing", "yes", "panels.expected-count", "2");

    assertThat(run.out()).contains("Estimated total (scaled for missing panels): 240 W");
    assertThat(house.pvOutput.requests().get(0).form()).containsEntry("v2", "240");
  }

  @Test
  void atNightNothingIsSentAndThatIsSaid() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters", Answer.page(House.PAGE.replace(" 120&nbsp;W", " -&nbsp;W")));

    House.Run run = publish();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("Publishing skipped (no panel is reporting).\n");
    assertThat(house.pvOutput.requests()).isEmpty();
  }

  @Test
  void valuesThatStandStillFromRunToRunAreNotPublishedForEver() throws Exception {
    for (int run = 0; run < 5; run++) {
      assertThat(publish("ecu.max-age", "15m").exitCode()).isZero();
      house.clock.pass(Duration.ofMinutes(5));
    }

    assertThat(house.pvOutput.statuses())
        .containsOnlyKeys("20250615 11:10", "20250615 11:15", "20250615 11:20");
  }

  @Test
  void withoutPublishingThatIsSaid() throws Exception {
    House.Run run = house.once();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("Publishing skipped (pvoutput.publish=no).\n");
    assertThat(house.pvOutput.requests()).isEmpty();
  }

  @Test
  void nothingOfTheEcusAnswerReachesPvOutput() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange -> {
          exchange.getResponseHeaders().set("Server", "ecu-lighttpd");
          exchange.getResponseHeaders().set("Set-Cookie", "session=1");
          Answer.page(House.PAGE).send(exchange);
        });

    publish();

    assertThat(house.pvOutput.requests().get(0).headers())
        .doesNotContainKeys("Server", "Set-Cookie", "Cookie", "Date");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | Bad request 400: Moon Powered
          400 | Bad request 400: Power value [9] too high for system
          403 | Forbidden 403: Donation Mode
          """)
  void aStatusThatIsRefusedForGoodIsSetAsideWithPvOutputsWords(int status, String answer)
      throws Exception {
    house.pvOutput.answer(Answer.status(status, answer));

    House.Run run = publish();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .contains("407000000001-A: 120 W")
        .endsWith("PVOutput response: " + answer + "\n");
    assertThat(house.pvOutput.requests()).hasSize(1);
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters()).hasSize(1);
    JsonNode letter = house.letters().get(0);
    assertThat(letter.get("what").textValue()).isEqualTo("pvoutput");
    assertThat(letter.get("cause").textValue()).isEqualTo("refused by PVOutput");
    assertThat(letter.get("answer").textValue()).isEqualTo(answer);
    assertThat(letter.at("/body/slot").textValue()).isEqualTo("2025-06-15T11:10");
    assertThat(letter.at("/body/values/v2").textValue()).isEqualTo("120");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | Unauthorized 401: Invalid API Key             | refuses the settings .* next try 12:10
          403 | Forbidden 403: Read only key                  | refuses the settings .* next try 12:10
          403 | Forbidden 403: Exceeded 60 requests per hour  | limit of requests .* next try 12:00
          500 | Internal Server Error                         | unreachable \\(HTTP 500 Internal .* next try 11:10
          400 | Bad request 400: Load in progress             | unreachable \\(Bad .* next try 11:10
          302 | Found                                         | unreachable \\(HTTP 302 Found\\), outbox 1
          """)
  void aStatusThatMayBeTakenLaterStaysInTheOutbox(int status, String answer, String told)
      throws Exception {
    house.pvOutput.answer(Answer.status(status, answer));

    House.Run run = publish();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out().lines().reduce((first, last) -> last).orElseThrow())
        .containsPattern(told)
        .contains("outbox 1");
    assertThat(house.pvOutput.requests()).hasSize(1);
    assertThat(house.outbox()).containsExactly("2025-06-15T11-10.json");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void anAnswerThatNeverComesLeavesTheStatusInTheOutbox() throws Exception {
    house.pvOutput.answer(Faults.hang());

    House.Run run = publish();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("PVOutput unreachable (");
    assertThat(house.pvOutput.requests()).hasSize(1);
    assertThat(house.outbox()).hasSize(1);
  }

  @Test
  void aPvOutputThatIsAwayFailsTheRunButNotTheReading() throws Exception {
    house.pvOutput.close();

    House.Run run = publish();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .contains("407000000001-A: 120 W")
        .contains("PVOutput unreachable (Connection refused), outbox 1, next try 11:10");
    assertThat(house.outbox()).hasSize(1);
  }

  @Test
  void theNextRunSendsWhatTheLastOneCouldNot() throws Exception {
    house.pvOutput.answer(Answer.status(500, ""));
    publish();
    house.pvOutput.answerNormally();
    house.clock.pass(Duration.ofMinutes(5));

    assertThat(publish().exitCode()).isZero();

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10", "20250615 11:15");
    assertThat(house.outbox()).isEmpty();
  }

  @Test
  void theApiKeyIsInNothingThatIsPrintedOrKept() throws Exception {
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: no such key " + House.API_KEY));

    House.Run run = publish("json-file.path", folder.resolve("readings.jsonl").toString());

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).doesNotContain(House.API_KEY).contains("no such key ****");
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files.toList())
          .hasSize(5)
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(House.API_KEY));
    }
  }
}
