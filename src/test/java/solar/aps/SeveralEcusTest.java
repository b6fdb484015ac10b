package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleOutcome;

/** Two ECUs, roof and barn, in one process: each has its own of everything. */
class SeveralEcusTest {
  private static final String PAGE = "/cgi-bin/parameters";
  private static final String BARN_SYSTEM = "27182";

  @TempDir Path folder;
  private House house;
  private SimulatedEcu barn;
  private final List<SimulatedEcu> ecus = new ArrayList<>();

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer(PAGE, Answer.page(House.PAGE));
    barn = SimulatedEcu.start(house.clock);
    barn.answer(PAGE, Answer.page(House.PAGE.replace(" 120&", " 55&").replace("4070", "4099")));
    house.pvOutput.addSystem(BARN_SYSTEM);
  }

  @AfterEach
  void tearDown() {
    ecus.forEach(SimulatedEcu::close);
    barn.close();
    house.close();
  }

  private String[] both(String... more) {
    return Stream.concat(
            Stream.of(
                "ecus",
                "roof,barn",
                "roof.ecu.host",
                house.ecu.host(),
                "barn.ecu.host",
                barn.host(),
                "barn.pvoutput.system-id",
                BARN_SYSTEM),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static List<JsonNode> objects(String out) throws IOException {
    try (MappingIterator<JsonNode> objects =
        new ObjectMapper().readerFor(JsonNode.class).readValues(out)) {
      return objects.readAll();
    }
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void onceAsJsonPrintsAnObjectAnEcuWhichIsItsLastKey() throws Exception {
    House.Run run = house.once(both("console.format", "json"));

    assertThat(run.exitCode()).isZero();
    assertThat(objects(run.out()))
        .allSatisfy(object -> assertThat(keys(object)).endsWith("panels", "ecu"))
        .extracting(object -> object.get("ecu").textValue() + object.get("total_watts_raw"))
        .containsExactlyInAnyOrder("roof120", "barn55");
  }

  @Test
  void theTextNamesTheEcu() throws Exception {
    String out = house.once(both()).out();

    assertThat(out)
        .contains("ECU: roof\nData source: http://" + house.ecu.host())
        .contains("ECU: barn\nData source: http://" + barn.host())
        .contains("roof: Publishing skipped (pvoutput.publish=no).");
  }

  @Test
  void oneEcuHasNoName() throws Exception {
    House.Run run = house.once("console.format", "json");

    assertThat(keys(objects(run.out()).get(0))).endsWith("panels");
  }

  @Test
  void oneThatCannotBeReadHidesNoOtherAndIsTheFirstLinkThatBroke() throws Exception {
    barn.answer(PAGE, Answer.status(500, "busy"));
    house.pvOutput.answer(Answer.status(503, "later"));

    House.Run run = house.once(both("console.format", "json", "pvoutput.publish", "yes"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(objects(run.out()))
        .extracting(object -> object.get("ecu").textValue())
        .containsExactly("roof");
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("what").textValue()).isEqualTo("ecu");
    assertThat(house.letters().get(0).get("ecu").textValue()).isEqualTo("barn");
    assertThat(folder.resolve("dead-letter")).isDirectoryContaining("glob:**-ecu-barn.json");
  }

  @Test
  void eachPublishesToItsOwnSystem() throws Exception {
    assertThat(house.once(both("pvoutput.publish", "yes")).exitCode()).isZero();

    assertThat(house.pvOutput.statuses()).hasSize(1);
    assertThat(house.pvOutput.statuses().values()).extracting(v -> v.get("v2")).containsOnly("120");
    assertThat(house.pvOutput.statuses(BARN_SYSTEM).values())
        .extracting(values -> values.get("v2"))
        .containsOnly("55");
  }

  @Test
  void oneMayPublishAndTheOtherNot() throws Exception {
    House.Run run = house.once(both("barn.pvoutput.publish", "yes"));

    assertThat(run.exitCode()).isZero();
    assertThat(house.pvOutput.statuses()).isEmpty();
    assertThat(house.pvOutput.statuses(BARN_SYSTEM)).hasSize(1);
    assertThat(run.out()).contains("roof: Publishing skipped").contains("barn: PVOutput response");
  }

  @Test
  void anOutageIsFoundByOneAndWaitedForByAllAndLosesNothing() throws Exception {
    try (House.Service service = house.service(both("pvoutput.publish", "yes"))) {
      house.pvOutput.answer(Answer.status(503, "later"));
      service.poll("roof");
      CycleOutcome second = service.poll("barn").orElseThrow();

      assertThat(house.pvOutput.requests()).hasSize(1);
      assertThat(second.toString()).startsWith("barn: 1 of 2 panels").contains("outbox 1");
      assertThat(house.outbox("pvoutput/roof")).containsExactly("2025-06-15T11-10.json");
      assertThat(house.outbox("pvoutput/barn")).containsExactly("2025-06-15T11-10.json");

      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(1));
      service.deliver();
    }

    assertThat(house.pvOutput.statuses()).hasSize(1);
    assertThat(house.pvOutput.statuses(BARN_SYSTEM)).hasSize(1);
    assertThat(house.outbox("pvoutput/roof")).isEmpty();
    assertThat(house.outbox("pvoutput/barn")).isEmpty();
  }

  @Test
  void wrongSettingsOfOneStopNoOther() throws Exception {
    try (House.Service service =
        house.service(both("pvoutput.publish", "yes", "roof.pvoutput.system-id", "404"))) {
      assertThat(service.poll("roof").orElseThrow().toString()).contains("refuses the settings");
      assertThat(service.poll("barn").orElseThrow().delivered("pvoutput")).isTrue();
    }
  }

  @Test
  void whatIsSetAsideIsReplayedIntoItsOwnOutbox() throws Exception {
    house.pvOutput.refuse("20250615 11:10", "Bad request 400: Moon Powered");
    house.once(both("barn.pvoutput.publish", "yes"));
    assertThat(folder.resolve("dead-letter"))
        .isDirectoryContaining("glob:**-pvoutput-barn.replay.json");

    List<String> report =
        house.replay(folder.resolve("dead-letter"), both("barn.pvoutput.publish", "yes"));

    assertThat(report).last().isEqualTo("1 letter replayed, 0 not");
    assertThat(house.outbox("pvoutput/barn")).hasSize(1);
    assertThat(house.outbox("pvoutput/roof")).isEmpty();
  }

  @Test
  void aLetterOfAnEcuThatIsGoneStays() throws Exception {
    house.pvOutput.refuse("20250615 11:10", "Bad request 400: Moon Powered");
    house.once(both("barn.pvoutput.publish", "yes"));

    List<String> report = house.replay(folder.resolve("dead-letter"));

    assertThat(report.get(0)).contains("it is of the ECU barn, which is not in the settings now");
    assertThat(house.letters()).hasSize(1);
  }

  @Test
  void whatWaitsUnderNoNameOfTodayIsNamed() throws Exception {
    house.pvOutput.answer(Answer.status(503, "later"));
    house.once("pvoutput.publish", "yes");
    PrintStream realErr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      house.once(both("pvoutput.publish", "yes"));
      house.once("pvoutput.publish", "yes");
    } finally {
      System.setErr(realErr);
    }

    assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("nobody sends")))
        .extracting(line -> line.replaceAll(".*(data.outbox[a-z/]*) holds.*", "$1"))
        .containsExactly(
            "data/outbox/pvoutput", "data/outbox/pvoutput/barn", "data/outbox/pvoutput/roof");
  }

  @Test
  void eachRemembersItsOwnReportingTimes() throws Exception {
    house.once(both());

    assertThat(Files.readString(folder.resolve("data/reporting-times-roof"))).contains("407000");
    assertThat(Files.readString(folder.resolve("data/reporting-times-barn"))).contains("409900");
  }

  /** Settings for many ECUs, whose pages give these answers. */
  private String[] many(int count, IntFunction<Answer> pages, String... more) throws IOException {
    List<String> settings = new ArrayList<>(List.of(more));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimulatedEcu ecu = SimulatedEcu.start(house.clock);
      ecus.add(ecu);
      ecu.answer(PAGE, pages.apply(i));
      names.add("e" + i);
      settings.addAll(List.of("e" + i + ".ecu.host", ecu.host()));
      settings.addAll(List.of("e" + i + ".pvoutput.system-id", Integer.toString(1000 + i)));
      house.pvOutput.addSystem(Integer.toString(1000 + i));
    }
    settings.addAll(List.of("ecus", String.join(",", names)));
    return settings.toArray(String[]::new);
  }

  @Test
  void threeOfTenThatHangHoldUpNoneOfTheOthers() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    House.Run run =
        house.once(
            many(
                10,
                i -> i < 3 ? exchange -> end.await() : Answer.page(House.PAGE),
                "console.format",
                "json"));
    end.countDown();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(objects(run.out()))
        .extracting(object -> object.get("ecu").textValue())
        .containsExactlyInAnyOrder("e3", "e4", "e5", "e6", "e7", "e8", "e9");
    assertThat(house.letters())
        .extracting(letter -> letter.get("ecu").textValue())
        .containsExactlyInAnyOrder("e0", "e1", "e2");
  }

  @Test
  void fortyThatAreAskedAreAskedAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(40);
    Answer waitsForAll =
        exchange -> {
          asked.countDown();
          asked.await();
          Answer.page(House.PAGE).send(exchange);
        };

    assertThat(house.once(many(40, i -> waitsForAll)).exitCode()).isZero();
  }

  @Test
  void whatWaitsItsTurnAtASlowPvOutputIsNotRefused() throws Exception {
    house.patience = Duration.ofSeconds(1);
    house.pvOutput.answerNormallyBut(
        answer ->
            exchange -> {
              // longer than the patience, all together
              assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
              answer.send(exchange);
            });

    House.Run run = house.once(many(8, i -> Answer.page(House.PAGE), "pvoutput.publish", "yes"));

    assertThat(run.exitCode()).isZero();
    assertThat(house.letters()).isEmpty();
    for (int i = 0; i < 8; i++) {
      assertThat(house.pvOutput.statuses(Integer.toString(1000 + i))).hasSize(1);
    }
  }

  @Test
  void namesThatEndLikeTheNamesOfSourcesAndRoutesAreNamesLikeOthers() throws Exception {
    for (String name : List.of("roof-page", "fan-out", "poll-roof", "sink-console", "read-roof")) {
      House.Run run =
          house.once(
              "ecus",
              "roof," + name,
              "roof.ecu.host",
              house.ecu.host(),
              name + ".ecu.host",
              barn.host());
      assertThat(run.exitCode()).as(name).isZero();
    }
  }

  @Test
  void whatPvOutputSaysOfOneSystemHoldsUpNoOther() throws Exception {
    house.pvOutput.answer(Answer.status(400, "Bad request 400: Load in progress"));
    try (House.Service service = house.service(both("pvoutput.publish", "yes"))) {
      service.poll("roof");
      house.pvOutput.answerNormally();

      assertThat(service.poll("barn").orElseThrow().delivered("pvoutput")).isTrue();
    }
  }

  @Test
  void aLetterFromBeforeTheNamesSaysWhatToWriteIntoIt() throws Exception {
    house.pvOutput.refuse("20250615 11:10", "Bad request 400: Moon Powered");
    house.once("pvoutput.publish", "yes");

    assertThat(house.replay(folder.resolve("dead-letter"), both("pvoutput.publish", "yes")).get(0))
        .contains("it names no ECU, and there are several now");
  }

  @Test
  void allAreReadAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    Answer waitsForTheOther =
        exchange -> {
          asked.countDown();
          asked.await();
          Answer.page(House.PAGE).send(exchange);
        };
    house.ecu.answer(PAGE, waitsForTheOther);
    barn.answer(PAGE, waitsForTheOther);

    assertThat(house.once(both()).exitCode()).isZero();
  }

  @Test
  void eachMayBeReadByASourceOfItsOwn() throws Exception {
    try (SimulatedEcuPort port = SimulatedEcuPort.start(house.clock);
        SimulatedEz1 ez1 = SimulatedEz1.start()) {
      House.Run run =
          house.once(
              "console.format", "json",
              "ecus", "roof,barn,balcony",
              "roof.ecu.host", house.ecu.host(),
              "barn.ecu.host", "127.0.0.1",
              "barn.ecu.source", "tcp",
              "barn.ecu.tcp-port", Integer.toString(port.port()),
              "balcony.ecu.host", "localhost",
              "balcony.ecu.source", "ez1",
              "balcony.ecu.ez1-port", ez1.host().split(":")[1]);

      assertThat(run.exitCode()).isZero();
      assertThat(objects(run.out()))
          .extracting(
              object ->
                  object.get("ecu").textValue()
                      + " "
                      + object.get("source").textValue().replaceAll("[:/]+.*", "")
                      + " "
                      + object.get("panels").size())
          .containsExactlyInAnyOrder("roof http 2", "barn tcp 8", "balcony http 2");
    }
  }

  @Test
  void aYamlSinkSeesTheNameOfTheEcu() throws Exception {
    Path sinks = Files.createDirectories(folder.resolve("sinks"));
    Files.writeString(
        sinks.resolve("names.yaml"),
        """
        - route:
            id: sink-names
            group: sink
            from:
              uri: direct:sink-names
              steps:
                - setBody:
                    simple: "${body.ecu}"
                - to: "file:%s?fileName=names.txt&fileExist=Append&appendChars=\\\\n"
        """
            .formatted(folder));

    house.once(both("sinks.dir", sinks.toString()));

    assertThat(Files.readAllLines(folder.resolve("names.txt")))
        .containsExactlyInAnyOrder("roof", "barn");
  }

  @Test
  void theDryRunShowsWhatEachWouldSend() throws Exception {
    String out = house.dryRun(both("pvoutput.publish", "yes")).out();

    assertThat(out)
        .contains("roof: pvoutput would send:", "barn: pvoutput would send:")
        .contains("X-Pvoutput-SystemId: " + House.SYSTEM_ID)
        .contains("X-Pvoutput-SystemId: " + BARN_SYSTEM)
        .doesNotContain(House.API_KEY);
  }

  @Test
  void theCheckLooksAtEach() throws Exception {
    barn.answer(PAGE, Answer.status(500, "busy"));

    House.Run run = house.check(both("barn.pvoutput.publish", "yes"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .contains("✓ roof: ECU page: ")
        .contains("✗ barn: ECU page: ")
        .contains("- roof: PVOutput: not tried")
        .contains("✓ barn: PVOutput: ");
  }
}
