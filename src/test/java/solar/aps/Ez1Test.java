package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.generation.GenerationSummary;

/** An EZ1 is read over its local API, as a whole or not at all. */
class Ez1Test {
  @TempDir Path folder;
  private Ez1House home;

  @BeforeEach
  void build() throws IOException {
    home = new Ez1House(folder);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  void aPollGivesThePowerOfBothPanelsAndNothingThatTheInverterDoesNotTell() throws Exception {
    home.ez1.shows(172, 167.6);

    GenerationSummary summary = home.summary();

    assertThat(summary.panels()).isEqualTo(Map.of(Ez1House.PANEL_1, 172, Ez1House.PANEL_2, 168));
    assertThat(summary.totalWattsForOutput()).isEqualTo(340);
    assertThat(summary.source()).isEqualTo("http://" + home.ez1.host() + Ez1House.OUTPUT);
    assertThat(summary.avgVoltV()).isNull();
    assertThat(summary.avgTempC()).isNull();
    assertThat(summary.avgFreqHz()).isNull();
    assertThat(home.house.letters()).isEmpty();
  }

  @Test
  void theInverterIsAskedWhoItIsOnceAndNothingElseIsEverAsked() throws Exception {
    try (House.Service service = home.service()) {
      service.poll();
      service.poll();
    }

    assertThat(home.ez1.requests())
        .containsExactly(
            "GET " + Ez1House.DEVICE, "GET " + Ez1House.OUTPUT, "GET " + Ez1House.OUTPUT);
  }

  @Test
  void theAnswerToOneQuestionIsNotSentAlongWithTheNext() throws Exception {
    home.ez1.answer(
        Ez1House.DEVICE,
        exchange -> {
          exchange.getResponseHeaders().set("X-Left-Over", "from the first answer");
          SimulatedEz1.json(SimulatedEz1.deviceInfo()).send(exchange);
        });
    home.ez1.answer(
        Ez1House.OUTPUT,
        exchange -> {
          boolean clean = !exchange.getRequestHeaders().containsKey("X-Left-Over");
          SimulatedEz1.json(SimulatedEz1.outputData(clean ? 1 : 2, 0)).send(exchange);
        });

    assertThat(home.summary().panels()).containsEntry(Ez1House.PANEL_1, 1);
  }

  @Test
  void anotherInverterAtTheSameAddressIsAskedWhoItIs() throws Exception {
    try (House.Service service = home.service()) {
      service.poll();
      home.ez1.answer(
          Ez1House.DEVICE,
          SimulatedEz1.json(SimulatedEz1.deviceInfo().replace(SimulatedEz1.ID, "E07000099002")));
      home.ez1.answer(
          Ez1House.OUTPUT,
          SimulatedEz1.json(
              SimulatedEz1.outputData(20, 21).replace(SimulatedEz1.ID, "E07000099002")));

      assertThat(service.poll().orElseThrow().summary().panels())
          .isEqualTo(Map.of("E07000099002-1", 20, "E07000099002-2", 21));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2000.5", "1e999"})
  void aPowerThatNobodyBelievesIsMissingWithAWarning(String watts) throws Exception {
    home.ez1.shows(watts, 2000);

    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put(Ez1House.PANEL_1, null);
    expected.put(Ez1House.PANEL_2, 2000);
    assertThat(home.summary().panels()).isEqualTo(expected);
    assertThat(home.log())
        .contains(Ez1House.PANEL_1 + " counts as missing", "expected 0 to 2000 W");
  }

  @Test
  void aRefusalIsAFailureAlthoughItComesWithHttp200() throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, SimulatedEz1.FAILED);

    assertThat(home.causeOfFailure()).contains("found the message FAILED, expected SUCCESS");
    assertThat(home.ez1.requests()).hasSize(4); // who it is, and then three tries
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>no JSON</html>", "[1,", "{} {}"})
  void whatIsNotJsonIsAFailure(String answer) throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, SimulatedEz1.json(answer));

    assertThat(home.causeOfFailure())
        .contains("found " + answer.length() + " bytes that are not whole");
  }

  @Test
  void aCutAnswerIsAFailureAndIsKept() throws Exception {
    String cut = SimulatedEz1.outputData(172, 168).substring(0, 60);
    home.ez1.answer(Ez1House.OUTPUT, SimulatedEz1.json(cut));

    assertThat(home.causeOfFailure()).contains("found 60 bytes that are not whole JSON");
    assertThat(home.house.letters().get(0).get("body").textValue()).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"p1\":172}"})
  void anAnswerWithoutAnEnvelopeIsAFailure(String answer) throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, SimulatedEz1.json(answer));

    assertThat(home.causeOfFailure()).contains("found no message, expected SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1", "e1", "te1", "p2", "e2", "te2"})
  void aMissingFieldIsAFailureThatNamesIt(String field) throws Exception {
    String whole = SimulatedEz1.outputData(172, 168);
    home.ez1.answer(
        Ez1House.OUTPUT, SimulatedEz1.json(whole.replace("\"" + field + "\"", "\"x\"")));

    assertThat(home.causeOfFailure())
        .contains("found no " + field + " in its data, expected a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"172\"", "null", "true", "[172]"})
  void whatIsNoNumberIsAFailure(String power) throws Exception {
    home.ez1.shows(172, power);

    assertThat(home.causeOfFailure()).contains("found something else as p2 in its data");
  }

  @Test
  void anAnswerThatIsTooLargeIsAFailure() throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, SimulatedEz1.json(" ".repeat(70_000)));

    assertThat(home.causeOfFailure()).contains("found 70000 bytes, expected at most 65536");
  }

  @Test
  void anAnswerWithoutEndIsAFailure() throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, Faults.endless());

    assertThat(home.causeOfFailure()).contains("far too large");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, Faults.drop());

    assertThat(home.causeOfFailure()).contains("broke off");
  }

  @Test
  void anHttpErrorIsAFailureThatNamesIt() throws Exception {
    home.ez1.answer(Ez1House.OUTPUT, Answer.status(404, "not here"));

    assertThat(home.causeOfFailure())
        .startsWith("found HTTP 404 at http://" + home.ez1.host() + Ez1House.OUTPUT);
  }
}
