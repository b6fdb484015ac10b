package solar.aps;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;

/** Health and metrics, asked for over HTTP. */
class ObserveTest {
  private static final String PAGE = "/cgi-bin/parameters";
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private House house;
  private int port;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer(PAGE, Answer.page(House.PAGE));
    port = freePort();
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  /** Below the ports that systems give out by themselves: the simulators have one of those. */
  static int freePort() {
    Random random = new Random();
    while (true) {
      int candidate = 15_000 + random.nextInt(15_000);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken; the next one may be free
      }
    }
  }

  private House.Service service(String... more) throws Exception {
    return house.service(
        Stream.concat(
                Stream.of("web.port", Integer.toString(port), "ecu.max-age", "0"), Stream.of(more))
            .toArray(String[]::new));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private Scrape scrape() throws Exception {
    HttpResponse<String> answer = get("/observe/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    return Scrape.of(answer.body());
  }

  private Map<String, Double> samples(String prefix) throws Exception {
    return scrape().samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(prefix))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void assertUp() throws Exception {
    assertThat(get("/observe/health").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get("/observe/health").statusCode()).isEqualTo(200);
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
  }

  /** The reason of the one check that is down. */
  private String illness(String check) throws Exception {
    HttpResponse<String> answer = get("/observe/health");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
    JsonNode health = new ObjectMapper().readTree(answer.body());
    assertThat(health.get("status").textValue()).isEqualTo("DOWN");
    assertThat(health.get("checks")).hasSize(1);
    assertThat(health.get("checks").get(0).get("name").textValue()).isEqualTo(check);
    return health.get("checks").get(0).get("message").textValue();
  }

  @Test
  void whatAReadingHoldsIsMeasured() throws Exception {
    try (House.Service service = service("panels.expected-count", "2")) {
      service.poll();

      assertThat(samples("apsystems_"))
          .containsOnly(
              entry("apsystems_panel_power_watts{panel=\"407000000001-A\"}", 120.0),
              entry("apsystems_system_power_watts", 120.0),
              entry("apsystems_panels_received", 1.0),
              entry("apsystems_panels_expected", 2.0),
              entry("apsystems_grid_voltage_volts", 234.0),
              entry("apsystems_grid_frequency_hertz", 50.1),
              entry("apsystems_inverter_temperature_celsius", 50.0));
    }
  }

  @Test
  void ofSeveralEcusEachHasItsOwnSamplesAndItsOwnHealth() throws Exception {
    try (SimulatedEcu barn = SimulatedEcu.start(house.clock);
        House.Service service =
            service(
                "ecus",
                "roof,barn",
                "roof.ecu.host",
                house.ecu.host(),
                "barn.ecu.host",
                barn.host(),
                "barn.panels.expected-count",
                "8")) {
      service.poll("roof");
      service.poll("barn");
      assertUp();
      assertThat(samples("apsystems_panels_"))
          .containsOnly(
              entry("apsystems_panels_received{ecu=\"roof\"}", 1.0),
              entry("apsystems_panels_received{ecu=\"barn\"}", 7.0),
              entry("apsystems_panels_expected{ecu=\"barn\"}", 8.0));
      assertThat(samples("apsystems_panel_power"))
          .containsKey("apsystems_panel_power_watts{ecu=\"roof\",panel=\"407000000001-A\"}");

      barn.answer(PAGE, Answer.status(500, "busy"));
      for (int i = 0; i < 4; i++) {
        house.clock.pass(INTERVAL);
        service.poll("roof");
        service.poll("barn");
      }
      assertThat(illness("poll")).startsWith("barn: the ECU was not read since 2025-06-15 11:10");
      assertThat(samples("aps_solar_dead_letters_total"))
          .containsEntry("aps_solar_dead_letters_total{ecu=\"barn\",sink=\"ecu\"}", 4.0)
          .containsEntry("aps_solar_dead_letters_total{ecu=\"roof\",sink=\"ecu\"}", 0.0);
    }
  }

  @Test
  void theSystemsPowerIsTheEstimateWhereThereIsOne() throws Exception {
    try (House.Service service =
        service("panels.expected-count", "3", "panels.scale-missing", "yes")) {
      service.poll();

      assertThat(samples("apsystems_system"))
          .containsOnly(entry("apsystems_system_power_watts", 360.0));
    }
  }

  @Test
  void whatIsNotKnownHasNoSample() throws Exception {
    house.ecu.answer(PAGE, Answer.page(House.PAGE.replace("234&nbsp;V", "-")));
    try (House.Service service = service()) {
      service.poll();

      assertThat(scrape().samples())
          .containsKey("apsystems_grid_frequency_hertz")
          .doesNotContainKeys(
              "apsystems_grid_voltage_volts",
              "apsystems_panels_expected",
              "apsystems_panel_power_watts{panel=\"407000000001-B\"}",
              "aps_solar_outbox_items{sink=\"pvoutput\"}");
    }
  }

  @Test
  void aPanelThatFallsSilentLosesItsSample() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.ecu.answer(PAGE, Answer.page(House.PAGE.replace("-A<", "-C<")));
      service.poll();

      assertThat(samples("apsystems_panel_power_watts"))
          .containsOnlyKeys("apsystems_panel_power_watts{panel=\"407000000001-C\"}");
    }
  }

  @Test
  void atNightNoPanelIsReceivedAndThereIsNoPower() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      night();
      service.poll();

      assertThat(samples("apsystems_")).containsOnly(entry("apsystems_panels_received", 0.0));
    }
  }

  @Test
  void afterAFailedPollTheEarlierReadingIsNotServedAsIfItWereNew() throws Exception {
    try (House.Service service = service("panels.expected-count", "2")) {
      service.poll();
      house.ecu.answer(PAGE, Answer.status(500, ""));
      service.poll();

      assertThat(samples("apsystems_")).containsOnly(entry("apsystems_panels_expected", 2.0));
    }
  }

  @Test
  void aReadingThatNoPollRenewsIsServedForThreeIntervalsOnly() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(INTERVAL.multipliedBy(3));
      assertThat(samples("apsystems_system")).isNotEmpty();
      house.clock.pass(Duration.ofSeconds(1));
      assertThat(samples("apsystems_")).isEmpty();
    }
  }

  @Test
  void pollsAreCountedByWhatBecameOfThem() throws Exception {
    Path readings = folder.resolve("readings.jsonl");
    try (House.Service service = service("json-file.path", readings.toString())) {
      assertThat(samples("aps_solar_cycles").values()).containsOnly(0.0).hasSize(3);
      service.poll();
      service.poll();
      Files.delete(readings);
      Files.createDirectory(readings);
      service.poll();
      house.ecu.answer(PAGE, Answer.status(500, ""));
      service.poll();

      assertThat(samples("aps_solar_cycles"))
          .containsOnly(
              entry("aps_solar_cycles_total{outcome=\"ok\"}", 2.0),
              entry("aps_solar_cycles_total{outcome=\"sink_failed\"}", 1.0),
              entry("aps_solar_cycles_total{outcome=\"ecu_failed\"}", 1.0));
      assertThat(samples("aps_solar_dead_letters"))
          .containsOnly(
              entry("aps_solar_dead_letters_total{sink=\"console\"}", 0.0),
              entry("aps_solar_dead_letters_total{sink=\"ecu\"}", 1.0),
              entry("aps_solar_dead_letters_total{sink=\"json-file\"}", 1.0),
              entry("aps_solar_dead_letters_total{sink=\"pvoutput\"}", 0.0));
    }
  }

  @Test
  void aStatusThatPvOutputRefusesIsADeadLetterOfItsOwn() throws Exception {
    house.pvOutput.answer(Answer.status(400, "Bad request 400: Power value too high"));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();

      assertThat(scrape().samples())
          .containsEntry("aps_solar_dead_letters_total{sink=\"pvoutput\"}", 1.0)
          .containsEntry("aps_solar_outbox_items{sink=\"pvoutput\"}", 0.0);
    }
  }

  @Test
  void aSinkSucceedsWhenItTakesAReading() throws Exception {
    double start = house.clock.instant().getEpochSecond();
    try (House.Service service = service("pvoutput.publish", "yes")) {
      assertThat(samples("aps_solar_last_success")).isEmpty();
      service.poll();
      house.clock.pass(INTERVAL);
      house.pvOutput.answer(Answer.status(500, ""));
      service.poll();

      assertThat(samples("aps_solar_last_success"))
          .containsOnly(
              entry("aps_solar_last_success_timestamp_seconds{sink=\"pvoutput\"}", start),
              entry("aps_solar_last_success_timestamp_seconds{sink=\"console\"}", start + 300));
      assertThat(samples("aps_solar_outbox"))
          .containsOnly(entry("aps_solar_outbox_items{sink=\"pvoutput\"}", 1.0));
    }
  }

  @Test
  void whatPrometheusItselfAsksForIsServedToo() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                  .header(
                      "Accept",
                      "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1")
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(answer.body())
          .contains("apsystems_system_power_watts 120.0\n")
          .endsWith("# EOF\n");
    }
  }

  @Test
  void theNameOfAPanelIsEscaped() throws Exception {
    house.ecu.answer(PAGE, Answer.page(House.PAGE.replace("407000000001-A", "a\"b\\c")));
    try (House.Service service = service()) {
      service.poll();

      assertThat(samples("apsystems_panel_power_watts"))
          .containsOnlyKeys("apsystems_panel_power_watts{panel=\"a\\\"b\\\\c\"}");
    }
  }

  @Test
  void exactlyTheDocumentedMetricsAreServed() throws Exception {
    house.ecu.answer(PAGE, SimulatedEcu.formA(house.clock));
    house.ecu.showHome();
    house.clock.pass(Duration.ofHours(-8));
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/panel-health"),
        IntStream.rangeClosed(11, 14)
            .mapToObj("2025-06-%d 1.0 406000000001-1\n"::formatted)
            .collect(Collectors.joining()));
    try (House.Service service =
        service("panels.expected-count", "8", "pvoutput.publish", "yes", "history.days", "2")) {
      // before there is light, so that the day is seen from its beginning
      service.poll();
      house.clock.pass(Duration.ofHours(8));
      service.poll();
      Scrape scrape = scrape();

      assertThat(scrape.names()).isEqualTo(scrape.types().keySet());
      assertThat(scrape.names()).isEqualTo(documented());
      assertThat(scrape.types())
          .allSatisfy(
              (name, type) ->
                  assertThat(type).isEqualTo(name.endsWith("_total") ? "counter" : "gauge"));
    }
  }

  @Test
  void theDashboardUsesTheMetricsThatAreServed() throws Exception {
    Path dashboard = Path.of("src/main/dist/grafana/aps-solar.json");
    JsonNode panels = new ObjectMapper().readTree(dashboard.toFile()).get("panels");
    Set<String> used = new TreeSet<>();
    for (JsonNode expression : panels.findValues("expr")) {
      Set<String> names = words(expression.textValue(), "(?<![\\w$])([a-z]+_\\w+)");
      assertThat(names).as(expression.textValue()).isNotEmpty();
      used.addAll(names);
    }
    assertThat(used).isEqualTo(documented());
  }

  /** The names in the table of the documents. */
  private static Set<String> documented() throws IOException {
    String table = Files.readString(Path.of("docs/watching.md")).split("(?m)^\\| Metric ")[1];
    return words(table.split("\n\n")[0], "(?m)^\\| `(\\w+)[`{]");
  }

  private static Set<String> words(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void withoutAGoodPollForThreeIntervalsItIsDown() throws Exception {
    try (House.Service service = service()) {
      assertUp();
      service.poll();
      house.ecu.answer(PAGE, Answer.status(500, ""));
      for (int poll = 0; poll < 3; poll++) {
        house.clock.pass(INTERVAL);
        service.poll();
        assertUp();
      }
      house.clock.pass(INTERVAL);
      service.poll();

      assertThat(illness("poll"))
          .isEqualTo(
              "the ECU was not read since 2025-06-15 11:10, for more than three poll intervals; see"
                  + " the log for why");

      house.ecu.answer(PAGE, Answer.page(House.PAGE));
      service.poll();
      assertUp();
    }
  }

  @Test
  void aGoodPollOfATimeThatIsStillToComeHidesNoIllness() throws Exception {
    try (House.Service service = service()) {
      house.clock.pass(Duration.ofHours(9));
      service.poll();
      house.clock.pass(Duration.ofHours(-9));
      house.ecu.answer(PAGE, Answer.status(500, ""));
      service.poll();
      house.clock.pass(INTERVAL.multipliedBy(3).plusSeconds(1));

      assertThat(illness("poll")).startsWith("the ECU was not read since 2025-06-15 11:10");
    }
  }

  @Test
  void anEcuThatIsAwayFromTheStartIsAnIllnessToo() throws Exception {
    house.ecu.answer(PAGE, Answer.status(500, ""));
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(INTERVAL.multipliedBy(3).plusSeconds(1));

      assertThat(illness("poll")).startsWith("the ECU was not read since 2025-06-15 11:10");
    }
  }

  @Test
  void nightIsNoIllness() throws Exception {
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();
      night();
      for (int hour = 0; hour < 40; hour++) {
        house.clock.pass(Duration.ofHours(1));
        service.poll();
      }

      assertUp();
    }
  }

  @Test
  void anOutboxThatDoesNotShrinkForADayIsAnIllness() throws Exception {
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();
      house.pvOutput.answer(Answer.status(500, ""));
      for (int hour = 0; hour < 24; hour++) {
        house.clock.pass(Duration.ofHours(1));
        service.poll();
        assertUp();
      }
      house.clock.pass(Duration.ofHours(1));
      service.poll();

      assertThat(illness("outbox"))
          .isEqualTo(
              "the outbox of pvoutput has not shrunk since 2025-06-15 12:10 and holds 25; see the log for why");
    }
  }

  @Test
  void anOutboxThatWasAlreadyStuckBeforeTheStartIsStuckAfterIt() throws Exception {
    house.pvOutput.answer(Answer.status(500, ""));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();
    }
    house.clock.pass(Duration.ofHours(25));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();

      assertThat(illness("outbox")).endsWith(" and holds 2; see the log for why");
    }
  }

  @Test
  void refusedSettingsAreAnIllnessUntilTheyAreTaken() throws Exception {
    try (House.Service service = service("pvoutput.publish", "yes")) {
      house.pvOutput.answer(Answer.status(401, "Unauthorized 401: Invalid API Key"));
      service.poll();

      assertThat(illness("settings"))
          .isEqualTo(
              "nothing is sent to pvoutput because of its settings (Unauthorized 401: Invalid API Key);"
                  + " correct them and start again");

      house.pvOutput.answer(Answer.status(200, "OK 200: Added Status"));
      house.clock.pass(Duration.ofMinutes(61));
      service.poll();
      assertUp();
    }
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
      assertThatThrownBy(this::service)
          .hasMessageStartingWith(
              "the page, health and metrics cannot be served at 127.0.0.1, port " + port + " (")
          .hasMessageContaining("Set web.host to an address of this machine");
    }
  }

  @Test
  void onePollOpensNoPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(
              house
                  .once("web.port", Integer.toString(taken.getLocalPort()), "ecu.max-age", "0")
                  .exitCode())
          .isZero();
    }
  }

  private void night() {
    house.ecu.answer(
        PAGE,
        Answer.page(
            House.PAGE
                .replace("120&nbsp;W", "-")
                .replace("50.1&nbsp;Hz", "-")
                .replace("234&nbsp;V", "-")
                .replaceFirst("50&nbsp;<sup>o</sup>C", "-")));
  }
}
