package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.Flow;
import solar.aps.flow.Plugins;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.source.ez1.Ez1Source;

/** An EZ1 is read over its local API, sleeps at night, and gives nothing private away. */
class Ez1Test {
  private static final String DEVICE = "/getDeviceInfo";
  private static final String OUTPUT = "/getOutputData";
  private static final String PANEL_1 = SimulatedEz1.ID + "-1";
  private static final String PANEL_2 = SimulatedEz1.ID + "-2";

  @TempDir Path folder;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private House house;
  private SimulatedEz1 ez1;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    ez1 = SimulatedEz1.start();
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void tearDown() {
    System.setErr(realErr);
    ez1.close();
    house.close();
  }

  @Test
  void aPollGivesThePowerOfBothPanelsAndNothingThatTheInverterDoesNotTell() throws Exception {
    ez1.shows(172, 167.6);

    GenerationSummary summary = summary();

    assertThat(summary.panels()).isEqualTo(Map.of(PANEL_1, 172, PANEL_2, 168));
    assertThat(summary.totalWattsForOutput()).isEqualTo(340);
    assertThat(summary.source()).isEqualTo("http://" + ez1.host() + OUTPUT);
    assertThat(summary.avgVoltV()).isNull();
    assertThat(summary.avgTempC()).isNull();
    assertThat(summary.avgFreqHz()).isNull();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theInverterIsAskedWhoItIsOnceAndNothingElseIsEverAsked() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      service.poll();
    }

    assertThat(ez1.requests()).containsExactly("GET " + DEVICE, "GET " + OUTPUT, "GET " + OUTPUT);
  }

  @Test
  void theAnswerToOneQuestionIsNotSentAlongWithTheNext() throws Exception {
    ez1.answer(
        DEVICE,
        exchange -> {
          exchange.getResponseHeaders().set("X-Left-Over", "from the first answer");
          SimulatedEz1.json(device()).send(exchange);
        });
    ez1.answer(
        OUTPUT,
        exchange -> {
          boolean clean = !exchange.getRequestHeaders().containsKey("X-Left-Over");
          SimulatedEz1.json(SimulatedEz1.outputData(clean ? 1 : 2, 0)).send(exchange);
        });

    assertThat(summary().panels()).containsEntry(PANEL_1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2000.5", "1e999"})
  void aPowerThatNobodyBelievesIsMissingWithAWarning(String watts) throws Exception {
    ez1.shows(watts, 2000);

    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put(PANEL_1, null);
    expected.put(PANEL_2, 2000);
    assertThat(summary().panels()).isEqualTo(expected);
    assertThat(log()).contains(PANEL_1 + " counts as missing", "expected 0 to 2000 W");
  }

  @Test
  void aRefusalIsAFailureAlthoughItComesWithHttp200() throws Exception {
    ez1.answer(OUTPUT, failed());

    assertThat(causeOfFailure()).contains("found the message FAILED, expected SUCCESS");
    assertThat(ez1.requests()).hasSize(4); // who it is, and then three tries
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>no JSON</html>", "[1,", "{} {}"})
  void whatIsNotJsonIsAFailure(String answer) throws Exception {
    ez1.answer(OUTPUT, SimulatedEz1.json(answer));

    assertThat(causeOfFailure()).contains("found " + answer.length() + " bytes that are not whole");
  }

  @Test
  void aCutAnswerIsAFailureAndIsKept() throws Exception {
    String cut = SimulatedEz1.outputData(172, 168).substring(0, 60);
    ez1.answer(OUTPUT, SimulatedEz1.json(cut));

    assertThat(causeOfFailure()).contains("found 60 bytes that are not whole JSON");
    assertThat(house.letters().get(0).get("body").textValue()).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"p1\":172}"})
  void anAnswerWithoutAnEnvelopeIsAFailure(String answer) throws Exception {
    ez1.answer(OUTPUT, SimulatedEz1.json(answer));

    assertThat(causeOfFailure()).contains("found no message, expected SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1", "e1", "te1", "p2", "e2", "te2"})
  void aMissingFieldIsAFailureThatNamesIt(String field) throws Exception {
    String whole = SimulatedEz1.outputData(172, 168);
    ez1.answer(OUTPUT, SimulatedEz1.json(whole.replace("\"" + field + "\"", "\"x\"")));

    assertThat(causeOfFailure()).contains("found no " + field + " in its data, expected a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"172\"", "null", "true", "[172]"})
  void whatIsNoNumberIsAFailure(String power) throws Exception {
    ez1.shows(172, power);

    assertThat(causeOfFailure()).contains("found something else as p2 in its data");
  }

  @Test
  void anAnswerThatIsTooLargeIsAFailure() throws Exception {
    ez1.answer(OUTPUT, SimulatedEz1.json(" ".repeat(70_000)));

    assertThat(causeOfFailure()).contains("found 70000 bytes, expected at most 65536");
  }

  @Test
  void anAnswerWithoutEndIsAFailure() throws Exception {
    ez1.answer(OUTPUT, Answer.endless());

    assertThat(causeOfFailure()).contains("far too large");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() throws Exception {
    ez1.answer(OUTPUT, Answer.drop());

    assertThat(causeOfFailure()).contains("broke off");
  }

  @Test
  void anHttpErrorIsAFailureThatNamesIt() throws Exception {
    ez1.answer(OUTPUT, Answer.status(404, "not here"));

    assertThat(causeOfFailure()).startsWith("found HTTP 404 at http://" + ez1.host() + OUTPUT);
  }

  @Test
  void anInverterThatNeverAnsweredMayOnlyHaveItsNight() throws Exception {
    ez1.close();

    assertThat(causeOfFailure())
        .startsWith("the EZ1 cannot be reached at http://" + ez1.host() + DEVICE)
        .contains("It may be night", "Local Mode");
  }

  @Test
  void anInverterThatIsGoneInTheMiddleOfTheDayIsAFailure() throws Exception {
    try (House.Service service = service()) {
      assertThat(service.poll()).isPresent();
      ez1.close();

      assertThat(service.poll()).isEmpty();
    }
    assertThat(cause()).contains("cannot be reached at", OUTPUT).doesNotContain("night");
  }

  @Test
  void anInverterThatHangsInTheMiddleOfTheDayIsAFailure() throws Exception {
    try (House.Service service = service()) {
      assertThat(service.poll()).isPresent();
      ez1.answer(OUTPUT, Answer.hang());

      assertThat(service.poll()).isEmpty();
    }
    assertThat(cause()).startsWith("the EZ1 did not answer within");
  }

  @Test
  void anInverterThatIsGoneAfterDuskSleepsAndIsToldOfOnce() throws Exception {
    ez1.shows(12, 7);
    try (House.Service service = service()) {
      service.poll();
      ez1.close();

      assertThat(service.poll().orElseThrow().summary().panels())
          .containsOnlyKeys(PANEL_1, PANEL_2)
          .containsEntry(PANEL_1, null)
          .containsEntry(PANEL_2, null);
      assertThat(service.poll()).isPresent();
    }
    assertThat(house.letters()).isEmpty();
    assertThat(log()).containsOnlyOnce("the EZ1 " + SimulatedEz1.ID + " sleeps");
  }

  @Test
  void anInverterThatAwakesIsReadAndSleepsAgainTheNextNight() throws Exception {
    ez1.shows(3, 4);
    try (House.Service service = service()) {
      service.poll();
      ez1.answer(OUTPUT, Answer.hang());
      service.poll();
      ez1.shows(5, 6);
      assertThat(service.poll().orElseThrow().summary().totalWattsForOutput()).isEqualTo(11);
      ez1.answer(OUTPUT, Answer.hang());
      assertThat(service.poll().orElseThrow().summary().receivedCount()).isZero();
    }
    assertThat(log().split("sleeps until", -1)).hasSize(3);
  }

  @Test
  void anInverterThatSleepsForADayIsAFailure() throws Exception {
    ez1.shows(0, 0);
    try (House.Service service = service()) {
      service.poll();
      ez1.close();
      house.clock.pass(Duration.ofHours(24));

      assertThat(service.poll()).isEmpty();
    }
  }

  @Test
  void aRefusalAtDuskIsAFailureBecauseTheInverterIsAwake() throws Exception {
    ez1.shows(1, 1);
    try (House.Service service = service()) {
      service.poll();
      ez1.answer(OUTPUT, failed());

      assertThat(service.poll()).isEmpty();
    }
  }

  @Test
  void anotherInverterAtTheSameAddressIsAskedWhoItIs() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      ez1.answer(DEVICE, SimulatedEz1.json(device().replace(SimulatedEz1.ID, "E07000099002")));
      ez1.answer(
          OUTPUT,
          SimulatedEz1.json(
              SimulatedEz1.outputData(20, 21).replace(SimulatedEz1.ID, "E07000099002")));

      assertThat(service.poll().orElseThrow().summary().panels())
          .isEqualTo(Map.of("E07000099002-1", 20, "E07000099002-2", 21));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "<html>", "cut", "no serial number", "error"})
  void theNameOfTheWlanIsNeitherLoggedNorKeptNorShown(String fault) throws Exception {
    String whole = device();
    String ssid = SimulatedEz1.SSID;
    Answer answer =
        switch (fault) {
          case "FAILED" -> SimulatedEz1.json(whole.replace("SUCCESS", "FAILED"));
          case "<html>" -> SimulatedEz1.json(ssid + whole);
          case "cut" -> SimulatedEz1.json(whole.substring(0, whole.indexOf(ssid) + ssid.length()));
          case "no serial number" -> SimulatedEz1.json(whole.replace(SimulatedEz1.ID, ssid));
          default -> Answer.status(500, whole);
        };
    ez1.answer(DEVICE, answer);

    try (House.Service service = service()) {
      assertThat(service.poll()).isEmpty();
      assertPrivate(service.out());
    }
    assertPrivate(check());
  }

  @Test
  void theNameOfTheWlanIsNotShownWhenItComesWithoutHttp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread bare =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try (var client = server.accept()) {
                    client.getInputStream().read(new byte[4096]);
                    client.getOutputStream().write((device() + "\r\n\r\n").getBytes(UTF_8));
                  } catch (IOException e) {
                    // the end of the test
                  }
                }
              });
      bare.start();
      String port = Integer.toString(server.getLocalPort());
      try (House.Service service =
          house.service(new Ez1Source(), "ecu.host", "127.0.0.1", "ecu.ez1-port", port)) {
        assertThat(service.poll()).isEmpty();
        assertPrivate(service.out());
      }
    }
  }

  @Test
  void aLookAtAGoodInverterShowsWhoItIsAndItsPanels() throws Exception {
    String shown = check();

    assertThat(shown)
        .contains("✓ EZ1: http://" + ez1.host() + OUTPUT + " answers")
        .contains("✓ EZ1 device: " + SimulatedEz1.ID + " (EZ1 1.9.0)")
        .contains("✓ EZ1 panels: " + PANEL_1 + ": 172 W, " + PANEL_2 + ": 168 W");
    assertPrivate(shown);
  }

  @Test
  void aLookAtAnInverterThatIsGoneSaysSo() throws Exception {
    ez1.close();

    assertThat(check()).contains("✗ EZ1: the EZ1 cannot be reached", "- EZ1 panels: not tried");
  }

  private void assertPrivate(String shown) throws Exception {
    assertThat(shown + log() + house.letters())
        .isNotBlank()
        .doesNotContain(SimulatedEz1.SSID, "192.0.2.40");
  }

  /** The answer of the inverter to who it is. */
  private static String device() {
    return """
        {"data":{"deviceId":"%s","devVer":"EZ1 1.9.0","ssid":"%s","ipAddr":"192.0.2.40"},\
        "message":"SUCCESS","deviceId":"%s"}"""
        .formatted(SimulatedEz1.ID, SimulatedEz1.SSID, SimulatedEz1.ID);
  }

  private static Answer failed() {
    return SimulatedEz1.json(
        "{\"data\":{},\"message\":\"FAILED\",\"deviceId\":\"" + SimulatedEz1.ID + "\"}");
  }

  /** The host has the port of a page, which is not that of the local API. */
  private String[] keys() {
    return new String[] {"ecu.host", "127.0.0.1:9", "ecu.ez1-port", ez1.host().split(":")[1]};
  }

  private House.Service service() throws Exception {
    return house.service(new Ez1Source(), keys());
  }

  private GenerationSummary summary() throws Exception {
    try (House.Service service = service()) {
      return service.poll().map(CycleOutcome::summary).orElseThrow();
    }
  }

  private String causeOfFailure() throws Exception {
    try (House.Service service = service()) {
      assertThat(service.poll()).isEqualTo(Optional.empty());
      assertThat(service.out()).isEmpty();
    }
    return cause();
  }

  private String cause() throws IOException {
    assertThat(house.letters()).hasSize(1);
    return house.letters().get(0).get("cause").textValue();
  }

  private String log() {
    return log.toString(UTF_8);
  }

  private String check() throws Exception {
    Ez1Source source = new Ez1Source();
    Services services =
        Services.of(
            house.settings(keys()),
            house.clock,
            true,
            new Output(new ByteArrayOutputStream()),
            letter -> {});
    Main main = new Main();
    new Flow(services, new Plugins(source, Plugins.find().sinks())).installCalls(main);
    main.start();
    try {
      return source.check().toString();
    } finally {
      main.stop();
    }
  }
}
