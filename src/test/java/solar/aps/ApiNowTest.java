package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;

/** How it is now, asked for over HTTP. The clock stands at 11:10:16. */
class ApiNowTest {
  private static final String PAGE = "/cgi-bin/parameters";
  private static final String A = "407000000001-A";
  private static final String B = "407000000001-B";
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  @TempDir Path folder;
  private House house;
  private Browser browser;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    shows(120, 118);
    browser = new Browser(ObserveTest.freePort());
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private House.Service service(String... more) throws Exception {
    return house.service(
        Stream.concat(
                Stream.of(
                    "web.port",
                    Integer.toString(browser.port()),
                    "ecu.max-age",
                    "0",
                    "history.days",
                    "90"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** A page with the panels A, B, C and so on; null is a silent one. */
  private void shows(Integer... watts) {
    house.ecu.answer(PAGE, Answer.page(page("407000000001", watts)));
  }

  private static String page(String serial, Integer... watts) {
    String rows =
        IntStream.range(0, watts.length)
            .mapToObj(
                i ->
                    "<tr><td>%s-%c</td><td>%s</td><td>50.1 Hz</td><td>234 V</td><td>50 C</td><td>2025-06-15 11:07:07</td></tr>"
                        .formatted(serial, 'A' + i, watts[i] == null ? "-" : watts[i] + " W"))
            .collect(Collectors.joining());
    String head = House.PAGE.substring(0, House.PAGE.indexOf("</center>"));
    return head + "</center>" + rows + "</table>";
  }

  private JsonNode now() throws Exception {
    return browser.json("/api/now");
  }

  private JsonNode ecu() throws Exception {
    return now().at("/ecus/0");
  }

  private JsonNode panel(String id) throws Exception {
    return named(ecu().get("panels"), "id", id);
  }

  private JsonNode sink(String id) throws Exception {
    return named(now().get("sinks"), "sink", id);
  }

  private static JsonNode named(JsonNode all, String key, String name) {
    for (JsonNode each : all) {
      if (each.get(key).textValue().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + all);
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private String sentence() throws Exception {
    return now().get("sentence").textValue();
  }

  @Test
  void byDayEveryFieldIsThere() throws Exception {
    house.ecu.showHome();
    try (House.Service service = service("panels.expected-count", "2")) {
      service.poll();
      house.clock.pass(Duration.ofSeconds(40));
      JsonNode now = now();

      assertThat(keys(now))
          .containsExactly(
              "time",
              "state",
              "sentence",
              "watts",
              "estimated",
              "energy_today_wh",
              "energy_total_kwh",
              "ecus",
              "sinks");
      assertThat(now.get("time").textValue()).isEqualTo("2025-06-15T11:10:56+02:00");
      assertThat(now.get("state").textValue()).isEqualTo("day");
      assertThat(now.get("sentence").textValue()).isEqualTo("2 of 2 panels.");
      assertThat(now.get("watts").intValue()).isEqualTo(238);
      assertThat(now.get("estimated").booleanValue()).isFalse();
      assertThat(now.get("energy_total_kwh").doubleValue()).isPositive();
      JsonNode ecu = now.at("/ecus/0");
      assertThat(ecu.toString())
          .startsWith(
              "{\"ecu\":null,\"state\":\"day\",\"read_at\":\"2025-06-15T11:10:16+02:00\","
                  + "\"next_at\":\"2025-06-15T11:15:16+02:00\",\"poll_interval_s\":300,\"problem\":null,"
                  + "\"watts\":238,\"watts_raw\":238,\"estimated\":false,\"received\":2,\"expected\":2,")
          .contains("\"avg_volt_v\":234.0,\"avg_temp_c\":50.0,\"avg_freq_hz\":50.1,\"panels\":[");
      assertThat(ecu.get("energy_total_kwh")).isEqualTo(now.get("energy_total_kwh"));
      assertThat(ecu.get("energy_today_wh")).isEqualTo(now.get("energy_today_wh"));
      assertThat(ecu.at("/panels/1").toString())
          .isEqualTo(
              "{\"id\":\"407000000001-B\",\"name\":null,\"row\":null,\"column\":null,\"rotation\":null,"
                  + "\"inverter\":\"407000000001\",\"watts\":118,\"silent_since\":null,\"health\":null,"
                  + "\"problem\":null}");
      assertThat(keys(now.at("/sinks/0")))
          .containsExactly("sink", "title", "ecu", "state", "taken_at", "waiting", "words");
    }
  }

  @Test
  void theEstimateIsMarked() throws Exception {
    shows(120, null);
    try (House.Service service =
        service("panels.expected-count", "2", "panels.scale-missing", "yes")) {
      service.poll();
      JsonNode now = now();

      assertThat(now.get("watts").intValue()).isEqualTo(240);
      assertThat(now.get("estimated").booleanValue()).isTrue();
      assertThat(now.at("/ecus/0/watts_raw").intValue()).isEqualTo(120);
    }
  }

  @Test
  void aSilentPanelIsSilentSinceItsFirstMissingReadingOfTheRun() throws Exception {
    try (House.Service service = service()) {
      shows(120, null);
      service.poll();
      house.clock.pass(INTERVAL);
      shows(120, 118);
      service.poll();
      house.clock.pass(INTERVAL);
      shows(120, null);
      service.poll();
      house.clock.pass(INTERVAL);
      service.poll();

      assertThat(panel(B).get("watts").isNull()).isTrue();
      assertThat(panel(B).get("silent_since").textValue()).isEqualTo("2025-06-15T11:20:16+02:00");
      assertThat(panel(B).get("problem").textValue()).isEqualTo("silent since 11:20");
      assertThat(panel(A).get("problem").isNull()).isTrue();
      assertThat(sentence())
          .isEqualTo("1 of 2 panels. 407000000001-B has been silent since 11:20.");

      shows(120, 118);
      house.clock.pass(INTERVAL);
      service.poll();
      assertThat(panel(B).get("silent_since").isNull()).isTrue();
      assertThat(sentence()).isEqualTo("2 of 2 panels.");
    }
  }

  @Test
  void aPanelThatIsNotOnThePageAnyMoreIsSilentToo() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      shows(120);
      house.clock.pass(INTERVAL);
      service.poll();

      assertThat(panel(B).get("silent_since").textValue()).isEqualTo("2025-06-15T11:15:16+02:00");
      assertThat(sentence()).startsWith("1 of 2 panels. ");
    }
  }

  @Test
  void ofManySilentPanelsTheNumberIsTold() throws Exception {
    try (House.Service service = service()) {
      shows(120, null, null, null);
      service.poll();

      assertThat(sentence())
          .isEqualTo("1 of 4 panels. 3 have been silent, the longest since 11:10.");
    }
  }

  @Test
  void inWeakLightNobodyIsNamed() throws Exception {
    try (House.Service service = service()) {
      shows(3, null);
      service.poll();

      assertThat(sentence()).isEqualTo("1 of 2 panels, in weak light.");
    }
  }

  @Test
  void anIllPanelHasItsReason() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/panel-health"),
        IntStream.rangeClosed(8, 13)
                .mapToObj("2025-06-%02d 1.0 407000000001-B\n"::formatted)
                .collect(Collectors.joining())
            + "2025-06-14 0.55 407000000001-B\n");
    try (House.Service service = service()) {
      service.poll();

      assertThat(panel(B).get("health").doubleValue()).isEqualTo(0.55);
      assertThat(panel(B).get("problem").textValue())
          .isEqualTo("gave 55 % of its usual share yesterday; look for dirt, shade or a fault");
      assertThat(sentence())
          .isEqualTo("2 of 2 panels. 407000000001-B gave 55 % of its usual share yesterday.");
    }
  }

  @Test
  void aLayoutNamesThePanelsAndSaysWhereTheyLie() throws Exception {
    Path roof =
        Files.writeString(
            folder.resolve("roof.csv"),
            "panel,name,row,column,rotation\n"
                + "407000000001-B,<B3>,2,3,90\n407000000001-A,only a name\n407000000009-A,gone,1,1\n");
    shows(120, null);
    try (House.Service service = service("panels.layout", roof.toString())) {
      assertThat(ecu().get("panels")).hasSize(3);
      service.poll();

      assertThat(panel(B).toString())
          .startsWith(
              "{\"id\":\"407000000001-B\",\"name\":\"<B3>\",\"row\":2,\"column\":3,\"rotation\":90,");
      assertThat(panel(A).toString())
          .contains("\"name\":\"only a name\",\"row\":null,\"column\":null,\"rotation\":null,");
      assertThat(panel("407000000009-A").get("silent_since").isNull()).isTrue();
      assertThat(sentence()).isEqualTo("1 of 2 panels. <B3> has been silent since 11:10.");
      assertThat(browser.json("/api/days/2025-06-15").at("/ecus/0/best/name").textValue())
          .isEqualTo("only a name");
      assertThat(browser.get("/").body()).contains("&lt;B3&gt; has been silent");
    }
  }

  @Test
  void atNightThereIsNoPowerAndNobodyFellSilent() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(INTERVAL);
      shows(5, null);
      service.poll();
      house.clock.pass(INTERVAL);
      shows(null, null);
      service.poll();
      JsonNode now = now();

      assertThat(now.get("state").textValue()).isEqualTo("night");
      assertThat(now.get("watts").isNull()).isTrue();
      assertThat(now.get("sentence").textValue()).isEqualTo("Night: no panel gives power.");
      assertThat(now.at("/ecus/0/watts_raw").isNull()).isTrue();
      assertThat(now.at("/ecus/0/received").intValue()).isZero();
      assertThat(now.at("/ecus/0/panels")).hasSize(2);
      assertThat(panel(B).get("silent_since").isNull()).isTrue();
    }
  }

  @Test
  void whoWasSilentBeforeDuskIsSoAtNight() throws Exception {
    try (House.Service service = service()) {
      shows(120, null);
      service.poll();
      house.clock.pass(Duration.ofHours(9));
      service.poll();
      house.clock.pass(INTERVAL);
      shows(null, null);
      service.poll();

      assertThat(panel(B).get("silent_since").textValue()).isEqualTo("2025-06-15T11:10:16+02:00");
      assertThat(panel(A).get("silent_since").isNull()).isTrue();
    }
  }

  @Test
  void beforeTheFirstPollItIsStarting() throws Exception {
    try (House.Service service = service("panels.expected-count", "2")) {
      assertThat(service.out()).isEmpty();
      JsonNode now = now();

      assertThat(now.get("state").textValue()).isEqualTo("starting");
      assertThat(now.get("watts").isNull()).isTrue();
      assertThat(now.get("sentence").textValue())
          .isEqualTo("No reading yet; the first is on its way.");
      assertThat(now.at("/ecus/0").toString())
          .startsWith(
              "{\"ecu\":null,\"state\":\"starting\",\"read_at\":null,\"next_at\":null,"
                  + "\"poll_interval_s\":300,\"problem\":null,\"watts\":null,\"watts_raw\":null,"
                  + "\"estimated\":false,\"received\":null,\"expected\":2,\"energy_today_wh\":null,");
      assertThat(named(now.get("sinks"), "sink", "console").toString())
          .isEqualTo(
              "{\"sink\":\"console\",\"title\":\"Console\",\"ecu\":null,\"state\":\"idle\",\"taken_at\":null,"
                  + "\"waiting\":null,\"words\":\"no reading yet\"}");
      house.clock.pass(INTERVAL.multipliedBy(2));
      assertThat(now().get("state").textValue()).isEqualTo("late");
      assertThat(sentence()).isEqualTo("No reading yet.");
    }
  }

  @Test
  void withoutAGoodPollForTwoIntervalsItIsLateAndSaysWhy() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.ecu.answer(PAGE, Answer.status(500, "busy"));
      house.clock.pass(INTERVAL);
      service.poll();
      assertThat(now().get("state").textValue()).isEqualTo("day");
      assertThat(ecu().get("problem").textValue()).contains("500");
      assertThat(ecu().get("next_at").textValue()).isEqualTo("2025-06-15T11:20:16+02:00");

      house.clock.pass(INTERVAL);
      JsonNode now = now();
      assertThat(now.get("state").textValue()).isEqualTo("late");
      assertThat(now.get("watts").intValue()).isEqualTo(238);
      assertThat(now.get("sentence").textValue())
          .startsWith("No reading since 11:10: ")
          .contains("500");
      assertThat(now.at("/ecus/0/read_at").textValue()).isEqualTo("2025-06-15T11:10:16+02:00");

      shows(120, 118);
      service.poll();
      assertThat(ecu().get("problem").isNull()).isTrue();
      assertThat(now().get("state").textValue()).isEqualTo("day");
    }
  }

  @Test
  void aRestartKnowsTheDayAgain() throws Exception {
    try (House.Service service = service()) {
      shows(120, null);
      service.poll();
      house.clock.pass(INTERVAL);
      service.poll();
    }
    Path file = folder.resolve("data/history/ecu/2025-06-15.jsonl");
    Files.writeString(
        file,
        Files.readString(file) + Files.readString(file).lines().findFirst().get().substring(0, 80));
    house.clock.pass(Duration.ofMinutes(6));
    try (House.Service service = service()) {
      assertThat(service.out()).isEmpty();
      assertThat(now().get("state").textValue()).isEqualTo("day");
      assertThat(now().get("watts").intValue()).isEqualTo(120);
      assertThat(panel(B).get("silent_since").textValue()).isEqualTo("2025-06-15T11:10:16+02:00");
      house.clock.pass(INTERVAL);
      assertThat(now().get("state").textValue()).isEqualTo("starting");
      house.clock.pass(INTERVAL);
      assertThat(now().get("state").textValue()).isEqualTo("late");
    }
  }

  @Test
  void ofADayThatIsOverNothingIsShownAsIfItWereOfToday() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.clock.pass(Duration.ofHours(13));
      JsonNode now = now();

      assertThat(now.get("watts").isNull()).isTrue();
      assertThat(now.get("energy_today_wh").isNull()).isTrue();
      assertThat(now.get("sentence").textValue())
          .isEqualTo("No reading since 11:10 of 2025-06-15.");
      assertThat(panel(A).get("watts").isNull()).isTrue();
    }
  }

  @Test
  void ofTwoEcusThereIsTheSumAndEach() throws Exception {
    try (SimulatedEcu barn = SimulatedEcu.start(house.clock)) {
      barn.answer(PAGE, Answer.page(page("408000000001", 50, null)));
      try (House.Service service =
          service(
              "ecus",
              "roof,barn",
              "roof.ecu.host",
              house.ecu.host(),
              "barn.ecu.host",
              barn.host(),
              "pvoutput.publish",
              "yes",
              "roof.pvoutput.system-id",
              House.SYSTEM_ID,
              "barn.pvoutput.system-id",
              "27182")) {
        service.poll("roof");
        service.poll("barn");
        JsonNode now = now();

        assertThat(now.get("watts").intValue()).isEqualTo(288);
        assertThat(now.get("sentence").textValue())
            .isEqualTo(
                "roof: 2 of 2 panels. barn: 1 of 2 panels. 408000000001-B has been silent since 11:10.");
        assertThat(now.get("ecus").findValuesAsText("ecu")).containsExactly("roof", "barn");
        assertThat(now.at("/ecus/1/watts").intValue()).isEqualTo(50);
        List<JsonNode> pvOutput = new ArrayList<>();
        now.get("sinks")
            .forEach(
                sink ->
                    pvOutput.addAll(
                        sink.get("sink").textValue().equals("pvoutput")
                            ? List.of(sink)
                            : List.of()));
        assertThat(pvOutput.stream().map(sink -> sink.get("ecu").textValue()))
            .containsExactlyInAnyOrder("roof", "barn");

        barn.answer(PAGE, Answer.page(page("408000000001", null, null)));
        house.clock.pass(INTERVAL);
        service.poll("roof");
        service.poll("barn");
        assertThat(now().get("state").textValue()).isEqualTo("day");
        shows(null, null);
        service.poll("roof");
        assertThat(now().get("state").textValue()).isEqualTo("night");
      }
    }
  }

  @Test
  void aSinkThatTookTheReadingSaysWhen() throws Exception {
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();

      assertThat(sink("pvoutput").toString())
          .isEqualTo(
              "{\"sink\":\"pvoutput\",\"title\":\"PVOutput\",\"ecu\":null,\"state\":\"ok\","
                  + "\"taken_at\":\"2025-06-15T11:10:16+02:00\",\"waiting\":0,\"words\":\"taken 11:10\"}");
    }
  }

  @Test
  void aSinkThatHasNothingToDoSaysWhy() throws Exception {
    try (House.Service service = service()) {
      service.poll();

      assertThat(sink("pvoutput").get("state").textValue()).isEqualTo("idle");
      assertThat(sink("pvoutput").get("words").textValue()).contains("pvoutput.publish");
    }
  }

  @Test
  void whatWaitsIsCountedAndSaysWhy() throws Exception {
    house.pvOutput.answer(Answer.status(500, ""));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();
      assertThat(sink("pvoutput").get("state").textValue()).isEqualTo("waiting");
      assertThat(sink("pvoutput").get("words").textValue())
          .startsWith("1 waits; PVOutput unreachable (")
          .contains(", next try 11:1")
          .doesNotContain("outbox");
      assertThat(sink("pvoutput").get("taken_at").isNull()).isTrue();
      house.clock.pass(INTERVAL);
      service.poll();
      assertThat(sink("pvoutput").get("waiting").intValue()).isEqualTo(2);
      assertThat(sink("pvoutput").get("words").textValue()).startsWith("2 wait; ");
    }
  }

  @Test
  void refusedSettingsAreTold() throws Exception {
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: Invalid API Key"));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();

      assertThat(sink("pvoutput").get("state").textValue()).isEqualTo("refused");
      assertThat(sink("pvoutput").get("words").textValue())
          .isEqualTo("1 waits; the settings are refused (Unauthorized 401: Invalid API Key)");
    }
  }

  @Test
  void aRefusedReadingIsTold() throws Exception {
    house.pvOutput.answer(Answer.status(400, "Bad request 400: Power value too high"));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();

      assertThat(sink("pvoutput").get("state").textValue()).isEqualTo("refused");
      assertThat(sink("pvoutput").get("words").textValue())
          .isEqualTo("PVOutput refuses Bad request 400: Power value too high");
    }
  }

  @Test
  void aSinkThatFailsSaysWhyWithoutSecrets() throws Exception {
    Path readings = folder.resolve(House.API_KEY);
    try (House.Service service = service("json-file.path", readings.toString())) {
      Files.createDirectory(readings);
      service.poll();

      assertThat(sink("json-file").get("state").textValue()).isEqualTo("failed");
      assertThat(sink("json-file").get("title").textValue()).isEqualTo("JSON file");
      assertThat(sink("json-file").get("words").textValue())
          .isNotEmpty()
          .doesNotContain(House.API_KEY, "\n");
    }
  }

  @Test
  void whatOthersSayIsOnlyText() throws Exception {
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: \"<script>\" \\ \u00e9"));
    house.ecu.answer(PAGE, Answer.page(page("a&quot;b\\c&lt;b&gt;", 120, 118)));
    try (House.Service service = service("pvoutput.publish", "yes")) {
      service.poll();

      assertThat(ecu().at("/panels/0/id").textValue()).isEqualTo("a\"b\\c<b>-A");
      assertThat(sink("pvoutput").get("words").textValue()).contains("\"<script>\" \\ \u00e9");
    }
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      String tag = browser.get("/api/now").headers().firstValue("ETag").get();
      HttpResponse<String> again = browser.get("/api/now", "If-None-Match", tag);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("ETag")).contains(tag);

      house.clock.pass(Duration.ofSeconds(1));
      assertThat(browser.get("/api/now", "If-None-Match", tag).statusCode()).isEqualTo(304);

      shows(121, 118);
      service.poll();
      assertThat(browser.get("/api/now", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void summariesThatOthersHandOverAreShownToo() throws Exception {
    try (House.Service service = service("ecu.source", "none", "sinks.dir", sourceFolder())) {
      assertThat(now().get("state").textValue()).isEqualTo("starting");
      assertThat(sentence()).isEqualTo("No reading yet; others hand them over.");
      service.handOver(
          "{\"source\":\"x\",\"timestamp\":\"2025-06-15T11:10:00\",\"received_count\":1,\"expected_count\":null,"
              + "\"total_watts_raw\":5,\"total_watts_estimated\":null,\"total_watts_for_output\":5,"
              + "\"scaled_due_to_missing\":false,\"panels\":{\"a-1\":5},\"ecu\":\"barn\"}");

      assertThat(ecu().get("ecu").textValue()).isEqualTo("barn");
      assertThat(ecu().get("next_at").isNull()).isTrue();
      assertThat(now().get("watts").intValue()).isEqualTo(5);
    }
  }

  private String sourceFolder() throws IOException {
    Path sources = Files.createDirectory(folder.resolve("sources"));
    Files.writeString(
        sources.resolve("mine.yaml"),
        "- route:\n    id: source-mine\n    group: source\n    from:\n      uri: direct:mine\n      steps:\n        - to: direct:summaries\n");
    return sources.toString();
  }

  @Test
  void nothingMayStandBehindAQuestionMark() throws Exception {
    try (House.Service service = service()) {
      assertThat(service.out()).isEmpty();
      assertThat(browser.problem(400, "/api/now?x=1"))
          .isEqualTo("nothing may stand behind a question mark here");
      for (String path :
          Arrays.asList("/api", "/api/", "/api/now/", "/api/nothing", "/api/now/x")) {
        assertThat(browser.problem(404, path)).startsWith("nothing is here; look at /api/now");
      }
    }
  }
}
