package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.demo.web.LoopbackServer;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.StartFault;

/** A sink in YAML with an outbox in front of it loses nothing. */
class OutboxTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Answer OK = Answer.status(200, "");

  /** Longer than any pause but that of refused settings. */
  private static final Duration CALM = Duration.ofMinutes(20);

  @TempDir Path folder;
  private House house;
  private LoopbackServer web;

  /** What was asked of the web server, and what it took, as JSON. */
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private volatile Answer answer = OK;

  /** What is never taken, whatever the others are answered. */
  private volatile Predicate<JsonNode> refused = body -> false;

  private volatile Answer answerToRefused;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
    web = LoopbackServer.start("web", this::answerTo);
    Files.createDirectory(folder.resolve("sinks"));
    Files.copy(Path.of("src/main/dist/sinks/webhook.yaml"), folder.resolve("sinks/webhook.yaml"));
  }

  private Answer answerTo(HttpExchange exchange) throws IOException {
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
    asked.add(body);
    if (refused.test(body)) {
      return answerToRefused;
    }
    if (answer == OK) {
      taken.add(body);
    }
    return answer;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).as("tries of 20 ms").isLessThan(500);
      never.await(20, TimeUnit.MILLISECONDS);
    }
  }

  @AfterEach
  void tearDown() {
    house.close();
    web.close();
  }

  private String[] settings(String... more) {
    return Stream.concat(
            Stream.of(
                "sinks.dir", folder.resolve("sinks").toString(),
                "sinks.outbox", "webhook",
                "sink.webhook.url", "http://" + web.authority() + "/in?token=s3cr3ttoken",
                "sink.webhook.token", "s3cr3ttoken",
                "ecu.max-age", "0",
                "console.format", "none"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private House.Service service(String... more) throws Exception {
    return house.service(settings(more));
  }

  private static CycleOutcome poll(House.Service service) throws Exception {
    return service.poll().orElseThrow();
  }

  private List<Integer> watts(List<JsonNode> bodies) {
    return bodies.stream().map(body -> body.get("total_watts_for_output").intValue()).toList();
  }

  private CycleOutcome next(House.Service service, int watts) throws Exception {
    house.clock.pass(FIVE_MINUTES);
    house.shows(watts);
    return poll(service);
  }

  @Test
  void aReadingThatIsTakenLeavesNothing() throws Exception {
    try (House.Service service = service()) {
      assertThat(poll(service).toString())
          .contains("; taken by webhook")
          .endsWith("; webhook outbox 0");
    }

    assertThat(watts(taken)).containsExactly(120);
    assertThat(taken.get(0).get("taken_at").textValue()).isEqualTo("2025-06-15T09:10:16Z");
    assertThat(house.outbox("webhook")).isEmpty();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void afterAnOutageEverythingArrivesOldestFirst() throws Exception {
    answer = Answer.status(500, "");
    try (House.Service service = service()) {
      CycleOutcome first = poll(service);
      assertThat(first.delivered("webhook")).isFalse();
      assertThat(first.failures()).isEmpty();
      assertThat(first.toString())
          .contains(
              "; webhook: not taken (HTTP 500 Internal Server Error), outbox 1, next try 11:1")
          .doesNotContain("s3cr3ttoken");
      next(service, 121);
      next(service, 122);
      assertThat(house.outbox("webhook"))
          .containsExactly(
              "2025-06-15T09-10-16Z.json",
              "2025-06-15T09-15-16Z.json",
              "2025-06-15T09-20-16Z.json");
      answer = OK;
      house.clock.pass(CALM);
      service.deliver("webhook");
    }

    assertThat(watts(taken)).containsExactly(120, 121, 122);
    assertThat(house.outbox("webhook")).isEmpty();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void whatWaitsAtTheEndGoesWithTheNextStart() throws Exception {
    answer = Faults.disconnect();
    House.Run run = house.once(settings());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(house.letters()).isEmpty();

    answer = OK;
    house.clock.pass(FIVE_MINUTES);
    house.shows(121);
    assertThat(house.once(settings()).exitCode()).isZero();

    assertThat(watts(taken)).containsExactly(120, 121);
    assertThat(house.outbox("webhook")).isEmpty();
  }

  @Test
  void anOutageIsAskedAboutLessAndLessOften() throws Exception {
    answer = Answer.status(500, "");
    try (House.Service service = service()) {
      poll(service);
      for (int minute = 0; minute < 24 * 60; minute++) {
        house.clock.pass(Duration.ofMinutes(1));
        service.deliver("webhook");
      }
    }

    assertThat(asked.size()).as("tries in a day").isBetween(24 * 4, 24 * 8 + 12);
  }

  @Test
  void aServerThatAsksToBeLeftAloneIsLeftAlone() throws Exception {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "2400");
          exchange.sendResponseHeaders(503, -1);
        };
    try (House.Service service = service()) {
      poll(service);
      answer = OK;
      house.clock.pass(Duration.ofMinutes(39));
      service.deliver("webhook");
      assertThat(asked).hasSize(1);

      house.clock.pass(Duration.ofMinutes(1));
      service.deliver("webhook");
      assertThat(watts(taken)).containsExactly(120);
    }
  }

  @Test
  void whatIsRefusedForGoodBecomesALetterAndTheOthersGoOn() throws Exception {
    answer = Answer.status(500, "");
    try (House.Service service = service()) {
      poll(service);
      next(service, 121);
      answer = Answer.status(422, "no such panel");
      house.clock.pass(CALM);
      service.deliver("webhook");
      answer = OK;
      next(service, 122);
    }

    assertThat(house.outbox("webhook")).isEmpty();
    assertThat(watts(taken)).containsExactly(122);
    assertThat(house.letters()).hasSize(2);
    JsonNode letter = house.letters().get(0);
    assertThat(letter.get("what").textValue()).isEqualTo("webhook");
    assertThat(letter.get("cause").textValue()).isEqualTo("refused by webhook");
    assertThat(letter.get("answer").textValue()).startsWith("it refuses the reading (HTTP 422");

    assertThat(house.replay(folder.resolve("dead-letter"), settings()))
        .containsExactly("webhook: 2 letters taken", "2 letters replayed, 0 not");
    assertThat(watts(taken)).containsExactlyInAnyOrder(122, 120, 121);
  }

  @Test
  void refusedSettingsAreToldLoudlyAndTriedAgainInAnHour() throws Exception {
    answer = Answer.status(401, "");
    try (House.Service service = service()) {
      assertThat(poll(service).level()).isEqualTo(Level.ERROR);
      assertThat(next(service, 121).toString())
          .contains("webhook: it refuses the settings (HTTP 401");
      assertThat(asked).hasSize(1);
      answer = OK;
      house.clock.pass(Duration.ofHours(1));
      service.deliver("webhook");
    }

    assertThat(watts(taken)).containsExactly(120, 121);
  }

  @Test
  void whatIsTooOldIsSetAsideOnlyWhenTheClockHasSaidSoForAnHour() throws Exception {
    answer = Answer.status(500, "");
    try (House.Service service = service("outbox.max-age", "1d")) {
      poll(service);
      house.clock.pass(Duration.ofDays(1000));
      service.deliver("webhook");
      house.clock.pass(Duration.ofDays(-1000).plus(FIVE_MINUTES));
      service.deliver("webhook");
      house.clock.pass(Duration.ofHours(23));
      service.deliver("webhook");
      assertThat(house.outbox("webhook")).as("the clock was wrong for a moment").hasSize(1);

      house.clock.pass(Duration.ofHours(2));
      service.deliver("webhook");
      assertThat(house.letters()).isEmpty();
      house.clock.pass(Duration.ofHours(1));
      service.deliver("webhook");
    }

    assertThat(house.outbox("webhook")).isEmpty();
    assertThat(house.letters().get(0).get("cause").textValue())
        .isEqualTo("older than outbox.max-age");
  }

  @Test
  void anOldReadingIsDeliveredAllTheSameWhenItCanBe() throws Exception {
    answer = Answer.status(500, "");
    house.once(settings());
    house.clock.pass(Duration.ofDays(100));
    answer = OK;

    try (House.Service service = service()) {
      service.deliver("webhook");
    }

    assertThat(watts(taken)).containsExactly(120);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aSinkThatHangsHoldsUpNothingAndWritesNoLetter() throws Exception {
    answer = Faults.hang();
    try (House.Service service = service("camel.component.http.response-timeout", "60000")) {
      CycleOutcome outcome = poll(service);

      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.toString()).endsWith("webhook: still sending, outbox 1");
    }
    assertThat(house.outbox("webhook")).hasSize(1);
    assertThat(house.letters()).isEmpty();
  }

  /** A sink with these steps, one of which calls a part with those. */
  private void writeSinkInParts(String steps, String stepsOfPart) throws IOException {
    Files.writeString(
        folder.resolve("sinks/mine.yaml"),
        """
        - route:
            id: sink-mine
            group: sink
            from:
              uri: direct:sink-mine
              steps: %s
        - route:
            id: mine-part
            from: {uri: 'direct:mine-part', steps: %s}
        """
            .formatted(steps, stepsOfPart));
  }

  @Test
  void aFailureInAPartOfTheSinkIsAFailureAndNoLetter() throws Exception {
    writeSinkInParts(
        "[{to: 'direct:mine-part'}]",
        "[{throwException: {exceptionType: java.io.IOException, message: no luck}}]");

    try (House.Service service = service("sinks.outbox", "webhook, mine")) {
      assertThat(poll(service).toString()).contains("mine: not taken (no luck), outbox 1");
    }

    assertThat(house.outbox("mine")).hasSize(1);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aSecondProgramOnTheSameFolderSendsNothingAndSaysSo() throws Exception {
    try (House.Service first = service();
        House.Service second = service()) {
      poll(first);
      CycleOutcome outcome = poll(second);

      assertThat(outcome.failures().get(0).failure())
          .hasMessageContaining("another aps-solar sends from the folder");
    }
    assertThat(taken).hasSize(1);
  }

  @Test
  void severalEcusShareTheOutboxOfASink() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    answer = Answer.status(500, "");
    String[] several =
        settings(
            "ecus",
            "roof,barn",
            "roof.ecu.host",
            house.ecu.host(),
            "barn.ecu.host",
            house.ecu.host().replace("127.0.0.1", "localhost"));

    house.once(several);

    assertThat(house.outbox("webhook"))
        .containsExactly("2025-06-15T09-10-16Z-barn.json", "2025-06-15T09-10-16Z-roof.json");
  }

  @Test
  void aDryRunKeepsAndSendsNothing() throws Exception {
    assertThat(house.dryRun(settings()).out()).contains("webhook would get this as JSON:\n");

    assertThat(asked).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theCheckLooksAtTheFolder() throws Exception {
    assertThat(house.check(settings()).out())
        .contains(
            "✓ outbox of webhook: " + folder.resolve("data/outbox/webhook") + " can be written");

    Files.createDirectories(folder.resolve("data"));
    Files.createFile(folder.resolve("data/outbox"));
    House.Run run = house.check(settings());
    assertThat(run.out()).contains("✗ outbox of webhook: ");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void aServerThatRefusesEverythingGetsNoReadingSetAsideButAFew() throws Exception {
    answer = Answer.status(400, "<h1>Blocked by  the firewall</h1>");
    try (House.Service service = service()) {
      poll(service);
      for (int i = 1; i < 30; i++) {
        next(service, 120 + i);
      }
      assertThat(house.letters()).hasSize(5);
      assertThat(house.letters().get(0).get("answer").textValue())
          .isEqualTo("it refuses the reading (HTTP 400 Bad Request Blocked by the firewall)");
      assertThat(next(service, 160).toString())
          .contains(
              "webhook: it refuses every reading, the last one so: it refuses the reading (HTTP 400 Bad Request Blocked by the firewall)");

      answer = OK;
      house.clock.pass(Duration.ofHours(1));
      service.deliver("webhook");
    }

    assertThat(house.outbox("webhook")).isEmpty();
    assertThat(taken).hasSize(31 - 5);
  }

  @Test
  void oneReadingThatAlwaysFailsHoldsUpTheOthersForAWhileOnly() throws Exception {
    refused = body -> body.get("total_watts_for_output").intValue() == 120;
    answerToRefused = Answer.status(500, "");
    try (House.Service service = service()) {
      poll(service);
      for (int i = 1; i < 24; i++) {
        next(service, 120 + i);
      }
    }

    assertThat(taken).hasSize(23);
    assertThat(house.outbox("webhook")).isEmpty();
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).at("/body/total_watts_for_output").intValue()).isEqualTo(120);
  }

  @Test
  void whatFailsInAPartThatGoesOnByItselfIsTold() throws Exception {
    writeSinkInParts(
        "[{wireTap: {uri: 'direct:mine-part'}}]",
        "[{delay: {constant: 300}}, {throwException: {exceptionType: java.io.IOException, message: no luck}}]");

    house.once(settings("sinks.outbox", "mine"));

    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("what").textValue()).isEqualTo("mine");
    assertThat(house.letters().get(0).at("/body/total_watts_for_output").intValue()).isEqualTo(120);
  }

  @Test
  void aHangIsWaitedForOnceAndThenNamed() throws Exception {
    answer = Faults.hang();
    try (House.Service service = service("camel.component.http.response-timeout", "60000")) {
      poll(service);
      house.clock.pass(FIVE_MINUTES);
      CycleOutcome outcome = poll(service);

      assertThat(outcome.level()).isEqualTo(Level.WARN);
      assertThat(outcome.toString()).endsWith("webhook: no answer since 11:10, outbox 2");
    }
  }

  @Test
  void aFileThatIsNoReadingIsSetAsideAndTheOthersGoOn() throws Exception {
    Path outbox = Files.createDirectories(folder.resolve("data/outbox/webhook"));
    Files.writeString(outbox.resolve("2025-06-15T08-00-00Z.json"), "{\"panels\":{}}");

    try (House.Service service = service()) {
      poll(service);
    }

    assertThat(watts(taken)).containsExactly(120);
    assertThat(house.outbox("webhook")).containsExactly("2025-06-15T08-00-00Z.json.unreadable");
  }

  @Test
  void theEndDoesNotWaitForAWholeBacklog() throws Exception {
    answer = Answer.status(500, "");
    try (House.Service service = service()) {
      poll(service);
      for (int i = 1; i < 50; i++) {
        next(service, 120 + i);
      }
    }
    answer = Faults.late(Answer.status(200, ""), Duration.ofMillis(200));
    House.Service service = service();
    Future<?> poll = Executors.newSingleThreadExecutor().submit(() -> poll(service));
    await(() -> asked.size() > 50);
    service.close();
    poll.get(20, TimeUnit.SECONDS);

    assertThat(house.outbox("webhook")).hasSizeGreaterThan(30);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void whatWaitsForASinkThatIsSwitchedOffIsNamed() throws Exception {
    answer = Answer.status(500, "");
    house.once(settings());

    assertThat(house.check("ecu.max-age", "0").out())
        .contains(
            "! data.dir: "
                + folder.resolve("data/outbox/webhook")
                + " holds readings that nobody sends");
  }

  @Test
  void aLetterThatIsRefusedAgainIsNotCalledReplayed() throws Exception {
    answer = Answer.status(422, "no");
    house.once(settings());

    List<String> report = house.replay(folder.resolve("dead-letter"), settings());

    assertThat(report.get(0))
        .contains("webhook: it refuses the reading (HTTP 422 no); set aside, outbox 0");
    assertThat(report).last().isEqualTo("0 letters replayed, 1 not");
  }

  @Test
  void aPauseThatWasAskedForHoldsForTheNextRunToo() throws Exception {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1200");
          exchange.sendResponseHeaders(429, -1);
        };
    house.once(settings());
    house.clock.pass(FIVE_MINUTES);
    house.once(settings());
    assertThat(asked).hasSize(1);

    answer = OK;
    house.clock.pass(CALM);
    assertThat(house.once(settings()).exitCode()).isZero();
    assertThat(taken).hasSize(3);
  }

  @Test
  void runsThatPollOnceSetAsideWhatIsTooOldAsWell() throws Exception {
    answer = Answer.status(500, "");
    house.once(settings("outbox.max-age", "1d"));
    house.clock.pass(Duration.ofDays(2));
    house.once(settings("outbox.max-age", "1d"));
    house.clock.pass(Duration.ofHours(1));
    house.once(settings("outbox.max-age", "1d"));

    assertThat(house.letters()).hasSize(1);
    assertThat(house.outbox("webhook")).hasSize(2);
  }

  @Test
  void whatIsInMemoryOnlyIsWrittenAsSoonAsTheDiskTakesIt() throws Exception {
    answer = Answer.status(500, "");
    Files.createDirectory(folder.resolve("data"));
    Path place = Files.createFile(folder.resolve("data/outbox"));
    try (House.Service service = service()) {
      poll(service);
      Files.delete(place);
      service.deliver("webhook");

      assertThat(house.outbox("webhook")).hasSize(1);
    }
  }

  @Test
  void anIdThatNoSinkHasStopsTheStart() {
    assertThatThrownBy(() -> house.once(settings("sinks.outbox", "webhok")))
        .isInstanceOf(StartFault.class)
        .hasMessageContaining("sinks.outbox names webhok, and the files of ")
        .hasMessageContaining("have the sinks webhook; name only those");
  }

  @Test
  void anOutboxOf0_1_0IsTakenOver() throws Exception {
    Path former = Files.createDirectories(folder.resolve("data/outbox"));
    Files.createFile(folder.resolve("data/lock"));
    Files.writeString(
        former.resolve("2025-06-15T10-15.json"),
        "{\"slot\":\"2025-06-15T10:15\",\"taken_at\":\"2025-06-15T08:15:00Z\",\"values\":{\"v2\":\"7\"}}");

    house.once("pvoutput.publish", "yes", "ecu.max-age", "0");

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 10:15", "20250615 11:10");
    assertThat(folder.resolve("data/lock")).doesNotExist();
    assertThat(house.outbox()).isEmpty();
    try (Stream<Path> left = Files.list(former)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("pvoutput", "pvoutput.lock");
    }
  }

  @Test
  void theNameOfTheEcuGoesWithTheOutboxOf0_1_0() throws Exception {
    Path former = Files.createDirectories(folder.resolve("data/outbox-roof"));
    Files.writeString(
        former.resolve("2025-06-15T10-15.json"),
        "{\"slot\":\"2025-06-15T10:15\",\"taken_at\":\"2025-06-15T08:15:00Z\",\"values\":{\"v2\":\"7\"}}");

    house.once("pvoutput.publish", "yes", "ecu.max-age", "0", "ecus", "roof");

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 10:15", "20250615 11:10");
    assertThat(former).doesNotExist();
  }

  @Test
  void aStatusOf0_1_0ThatRunsStillIsNotTakenFromIt() throws Exception {
    Files.createDirectories(folder.resolve("data/outbox"));
    Path lock = folder.resolve("data/lock");
    try (var channel =
            java.nio.channels.FileChannel.open(
                lock,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE);
        var held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(house.once("pvoutput.publish", "yes", "ecu.max-age", "0").exitCode()).isEqualTo(4);
    }

    assertThat(house.pvOutput.statuses()).isEmpty();
    assertThat(house.letters().get(0).get("cause").textValue())
        .contains("another aps-solar sends from the folder " + folder.resolve("data/outbox"));
  }
}
