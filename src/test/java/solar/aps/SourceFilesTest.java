package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.SettingsException;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Web;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.StartFault;
import solar.aps.json.SummaryJson;

/** Sources in YAML, which hand over what other processes have read. */
class SourceFilesTest {
  private static final String IN = "direct:in";

  @TempDir Path folder;
  private Path files;
  private House house;
  private String json;

  @BeforeEach
  void build() throws IOException {
    files = Files.createDirectory(folder.resolve("sinks"));
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    json = new SummaryJson().mapper().writeValueAsString(RouteTestSupport.OF_ROOF);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private void source(String id, String from) throws IOException {
    Files.writeString(
        files.resolve(id + ".yaml"),
        """
        - route:
            id: %s
            group: source
            from: {uri: '%s', steps: [{to: 'direct:summaries'}]}
        """
            .formatted(id, from));
  }

  /** One that reads no ECU itself. */
  private House.Service service(String... more) throws Exception {
    source("source-mine", IN);
    return house.service(keys(more));
  }

  private String[] keys(String... more) {
    return Stream.concat(
            Stream.of(
                "ecu.source",
                "none",
                "ecu.host",
                "",
                "sinks.dir",
                files.toString(),
                "json-file.path",
                folder.resolve("readings.jsonl").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private List<JsonNode> readings() throws IOException {
    Path file = folder.resolve("readings.jsonl");
    return Files.exists(file)
        ? new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll()
        : List.of();
  }

  @Test
  void aSummaryItsTextAndItsBytesAreGivenToTheSinks() throws Exception {
    try (House.Service service = service()) {
      for (Object body :
          List.of(RouteTestSupport.OF_ROOF, json, json.getBytes(StandardCharsets.UTF_8))) {
        CycleOutcome outcome = CycleOutcome.of(service.send(IN, body));

        assertThat(outcome.summary()).isEqualTo(RouteTestSupport.OF_ROOF);
        assertThat(outcome.toString()).startsWith("roof: 1 of 2 panels, 120 W; taken by console");
      }
      assertThat(service.out()).contains("ECU: roof\n");
    }

    assertThat(readings()).extracting(line -> line.get("ecu").textValue()).hasSize(3);
    assertThat(house.ecu.requests()).as("no ECU is asked").isEmpty();
    assertThat(house.letters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "7",
        "{\"timestamp\"",
        "{\"timestamp\":\"2025-06-15T12:00:16\"}"
      })
  void whatIsNoSummaryIsALetterAndTheNextOneIsTaken(String text) throws Exception {
    try (House.Service service = service()) {
      assertThat(service.send(IN, text).getException()).isNull();
      service.send(IN, json);
    }

    assertThat(readings()).hasSize(1);
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("cause").textValue())
        .startsWith("what a source handed over is no reading: ")
        .contains("look for what else writes to where the source reads");
    assertThat(house.letters().get(0).get("body").textValue()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp",
        "received_count",
        "total_watts_raw",
        "total_watts_for_output",
        "scaled_due_to_missing",
        "panels"
      })
  void whereAValueIsMissingNo0StandsForIt(String key) throws Exception {
    ObjectNode summary = (ObjectNode) new ObjectMapper().readTree(json);
    try (House.Service service = service()) {
      service.send(IN, summary.deepCopy().without(key).toString());
      service.send(IN, summary.deepCopy().putNull(key).toString());
    }

    assertThat(readings()).isEmpty();
    assertThat(house.letters())
        .hasSize(2)
        .allSatisfy(
            letter -> assertThat(letter.get("cause").textValue()).contains("there is no " + key));
  }

  @Test
  void whatALaterVersionAddsIsLeftAlone() throws Exception {
    try (House.Service service = service()) {
      service.send(IN, json.replaceFirst("\\{", "{\"colour\":\"blue\","));
    }

    assertThat(readings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/x", "roof\\u001b[2J", "", "Roof", "a b"})
  void aNameThatNoEcuCanHaveComesIntoNoFile(String name) throws Exception {
    try (House.Service service = service()) {
      service.send(IN, json.replace("\"ecu\":\"roof\"", "\"ecu\":\"" + name + "\""));
    }

    assertThat(readings()).isEmpty();
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("cause").textValue()).contains("the name of its ECU");
  }

  @Test
  void whoeverHandsItOverWaitsUntilTheSinksAreDone() throws Exception {
    Files.copy(Path.of("src/main/dist/sinks/webhook.yaml"), files.resolve("webhook.yaml"));
    List<String> order = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          order.add("taken");
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try (House.Service service = service("sink.webhook.url", url)) {
      for (int i = 0; i < 20; i++) {
        service.send(IN, json);
        order.add("back");
      }
    } finally {
      server.stop(0);
    }

    assertThat(order).hasSize(40);
    for (int i = 0; i < 40; i += 2) {
      assertThat(order.subList(i, i + 2)).containsExactly("taken", "back");
    }
  }

  @Test
  void anEcuOfTheSettingsIsPublishedToItsSystem() throws Exception {
    house.clock.pass(Duration.ofHours(1));
    try (House.Service service = service("ecus", "roof", "pvoutput.publish", "true")) {
      CycleOutcome outcome = CycleOutcome.of(service.send(IN, json));

      assertThat(outcome.delivered("pvoutput")).isTrue();
    }

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 12:00");
  }

  @Test
  void anEcuThatTheSettingsDoNotNameIsTakenByAllThatNeedNoSettingsOfIt() throws Exception {
    try (House.Service service = service("ecus", "barn", "pvoutput.publish", "true")) {
      Exchange done = service.send(IN, json);

      assertThat(CycleOutcome.of(done).failures())
          .extracting(CycleOutcome.Result::sink)
          .containsExactly("pvoutput");
    }

    assertThat(readings()).hasSize(1);
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("cause").textValue())
        .isEqualTo(
            "it is of the ECU roof, which is not in the settings now. Name it there in ecus, and"
                + " replay again");
    assertThat(house.pvOutput.requests()).noneMatch(request -> request.path().contains("status"));
  }

  @Test
  void oneProcessCanReadAnEcuAndTakeWhatOthersHaveRead() throws Exception {
    source("source-mine", IN);
    try (House.Service service =
        house.service(
            keys(
                "ecus", "roof,barn",
                "ecu.source", "page",
                "roof.ecu.source", "none",
                "barn.ecu.host", house.ecu.host(),
                "ecu.max-age", "0"))) {
      service.send(IN, json);
      service.poll("barn");
    }

    assertThat(readings())
        .extracting(line -> line.get("ecu").textValue())
        .containsExactly("roof", "barn");
  }

  @Test
  void whatIsHandedOverIsMeasuredByItsEcuAndSilenceIsNoIllness() throws Exception {
    String port = Integer.toString(ObserveTest.freePort());
    try (House.Service service = service("web.port", port)) {
      service.send(IN, "no JSON");
      service.send(IN, json);
      String metrics = Web.get("http://127.0.0.1:" + port + "/observe/metrics").body();

      assertThat(Scrape.of(metrics).samples())
          .containsEntry("aps_solar_cycles_total{ecu=\"roof\",outcome=\"ok\"}", 1.0)
          .containsEntry("apsystems_system_power_watts{ecu=\"roof\"}", 120.0)
          .containsEntry("aps_solar_dead_letters_total{sink=\"ecu\"}", 1.0);

      house.clock.pass(Duration.ofDays(3));
      assertThat(Web.get("http://127.0.0.1:" + port + "/observe/health").body())
          .isEqualTo("{\"status\":\"UP\"}");
      assertThat(Web.get("http://127.0.0.1:" + port + "/observe/metrics").body())
          .as("what is too long ago")
          .doesNotContain("apsystems_system_power_watts{");
    }
  }

  @Test
  void itRunsOnlyInAService() throws Exception {
    source(
        "source-mine", "timer:now?delay=-1&repeatCount=1&includeMetadata=false&synchronous=true");
    Files.writeString(
        files.resolve("source-trace.yaml"),
        """
        - route:
            id: source-trace
            group: source
            from:
              uri: timer:trace?delay=-1&repeatCount=1
              steps: [{setBody: {constant: x}}, {to: 'file:%s'}]
        """
            .formatted(folder.resolve("trace")));
    String[] dir = {"sinks.dir", files.toString(), "ecu.max-age", "0"};

    assertThat(house.once(dir).exitCode()).isZero();
    assertThat(house.dryRun(dir).exitCode()).isZero();
    assertThat(house.check(dir).out()).contains("✓ sinks.dir: ");
    assertThat(house.replay(Files.createDirectory(folder.resolve("none")), dir)).hasSize(1);

    assertThat(folder.resolve("trace")).doesNotExist();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void itBeginsWhenTheSinksHaveBegun() throws Exception {
    Files.writeString(
        files.resolve("a.yaml"),
        """
        - route:
            id: source-a
            group: source
            from:
              uri: timer:now?delay=-1&repeatCount=1
              steps: [{setBody: {constant: '%s'}}, {to: 'direct:summaries'}, {setBody: {constant: x}}, {to: 'file:%s'}]
        """
            .formatted(json, folder.resolve("done")));
    House.Service service = house.service(keys());
    while (!Files.exists(folder.resolve("done"))) {
      Thread.onSpinWait();
    }
    service.close();

    assertThat(readings()).hasSize(1);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void withoutAnEcuThereIsNothingToPollOnce() {
    assertThatThrownBy(() -> house.once("ecu.source", "none"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "ecu.source=none, so that there is no ECU to poll: start this process without --once");
    assertThatThrownBy(() -> house.dryRun("ecu.source", "none"))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void withoutAnEcuASourceIsNeeded() throws Exception {
    Files.copy(Path.of("src/main/dist/sinks/csv.yaml"), files.resolve("csv.yaml"));
    String words = "ecu.source=none, and there is nothing that hands readings over: put a YAML";

    assertThatThrownBy(() -> house.service("ecu.source", "none")).hasMessageContaining(words);
    assertThatThrownBy(() -> house.service(keys())).hasMessageContaining(words);
    assertThat(house.check(keys()).out())
        .contains("- ECU: not tried: ecu.source=none\n", "✗ sinks.dir: cannot start: " + words);
    assertThat(house.check("ecu.source", "none", "ecu.host", "").exitCode()).isEqualTo(1);
  }

  @Test
  void theCheckSaysThatNoEcuIsAsked() throws Exception {
    source("source-mine", IN);

    House.Run run = house.check(keys());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("- ECU: not tried: ecu.source=none\n", "✓ sinks.dir: ");
  }

  @Test
  void aSourceNeedsAnId() throws Exception {
    source("mine", IN);

    assertThatThrownBy(() -> house.once(keys("ecu.source", "page", "ecu.host", house.ecu.host())))
        .isInstanceOf(StartFault.class)
        .hasMessageContaining("mine.yaml: its source has the id mine; give it one such as");
  }

  @Test
  void whatIsTakenFromATopicIsNotSentToItAgain() throws Exception {
    Files.copy(Path.of("src/main/dist/sinks/kafka.yaml"), files.resolve("kafka.yaml"));
    Files.copy(
        Path.of("src/main/dist/sources/kafka-source.yaml"), files.resolve("kafka-source.yaml"));

    assertThat(house.check(keys("sink.kafka.brokers", "127.0.0.1:1")).out())
        .contains("kafka is a sink and a source here, so that a reading would go in a circle");
  }

  @Test
  void theShippedSourceIsLoaded() throws Exception {
    Files.copy(
        Path.of("src/main/dist/sources/kafka-source.yaml"), files.resolve("kafka-source.yaml"));

    assertThat(house.check(keys("sink.kafka.brokers", "127.0.0.1:1")).out())
        .contains("✓ sinks.dir: ");
  }
}
