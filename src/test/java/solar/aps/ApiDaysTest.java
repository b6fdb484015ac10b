package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;

/** The days, asked for over HTTP. */
class ApiDaysTest {
  @TempDir Path folder;
  private final List<House.Service> services = new ArrayList<>();
  private House house;
  private Browser browser;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    browser = new Browser(ObserveTest.freePort());
  }

  @AfterEach
  void tearDown() {
    services.forEach(House.Service::close);
    house.close();
  }

  private void serve(String... more) throws Exception {
    services.add(
        house.service(
            Stream.concat(
                    Stream.of("web.port", Integer.toString(browser.port()), "history.days", "90"),
                    Stream.of(more))
                .toArray(String[]::new)));
  }

  private void serveTwo() throws Exception {
    serve("ecus", "roof,barn", "roof.ecu.host", house.ecu.host(), "barn.ecu.host", "127.0.0.1:1");
  }

  /** A line of the history: the panels A, B and so on; null is a silent one. */
  private void keep(String ecu, String time, Long energyWh, Integer... watts) throws IOException {
    LocalDateTime at = LocalDateTime.parse(time);
    Path file = folder.resolve("data/history").resolve(ecu).resolve(at.toLocalDate() + ".jsonl");
    Files.createDirectories(file.getParent());
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(file, before + new SummaryJson().line(summary(at, energyWh, watts)) + "\n");
  }

  private static GenerationSummary summary(LocalDateTime at, Long energyWh, Integer... watts) {
    Map<String, Integer> panels = new LinkedHashMap<>();
    for (int i = 0; i < watts.length; i++) {
      panels.put("403000000001-" + (char) ('A' + i), watts[i]);
    }
    long sum =
        panels.values().stream().filter(Objects::nonNull).mapToLong(Integer::longValue).sum();
    int received = (int) panels.values().stream().filter(Objects::nonNull).count();
    return new GenerationSummary(
        "http://ecu/",
        at,
        received,
        null,
        sum,
        null,
        sum,
        null,
        null,
        null,
        false,
        panels,
        energyWh,
        null,
        null,
        null,
        List.of());
  }

  private static long seconds(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.isNull() ? null : value.longValue()));
    return values;
  }

  private void keepADay() throws IOException {
    keep("ecu", "2025-06-14T05:00:00", 0L, null, null);
    keep("ecu", "2025-06-14T05:05:00", 100L, 10, null);
    keep("ecu", "2025-06-14T05:10:00", 300L, 30, 50);
    keep("ecu", "2025-06-14T05:15:00", null, 20, 10);
    keep("ecu", "2025-06-14T05:20:00", 300L, null, null);
  }

  @Test
  void aDayIsItsCurveAndThoseOfItsPanels() throws Exception {
    keepADay();
    serve();
    JsonNode day = browser.json("/api/days/2025-06-14");

    assertThat(day.toString())
        .startsWith(
            "{\"day\":\"2025-06-14\",\"poll_interval_s\":300,\"energy_wh\":300,\"peak_watts\":80,"
                + "\"peak_at\":\"2025-06-14T05:10:00+02:00\",\"first_light\":\"2025-06-14T05:05:00+02:00\","
                + "\"last_light\":\"2025-06-14T05:15:00+02:00\",\"readings\":5,\"time\":["
                + seconds("2025-06-14T03:00:00Z")
                + ",")
        .contains("\"watts\":[null,10,80,30,null],\"estimated\":[false,");
    JsonNode ecu = day.at("/ecus/0");
    assertThat(ecu.toString())
        .startsWith(
            "{\"ecu\":null,\"energy_wh\":300,\"peak_watts\":80,\"peak_at\":\"2025-06-14T05:10:00+02:00\",\"time\":[")
        .contains(
            "\"panels\":{\"403000000001-A\":[null,10,30,20,null],\"403000000001-B\":[null,null,50,10,null]}");
    assertThat(ecu.at("/best/id").textValue()).isEqualTo("403000000001-A");
    assertThat(ecu.at("/best/name").isNull()).isTrue();
    assertThat(ecu.at("/best/share").doubleValue()).isCloseTo(0.5, within(0.001));
    assertThat(ecu.get("time")).isEqualTo(day.get("time"));
  }

  @Test
  void aPanelThatComesLaterWasMissingBefore() throws Exception {
    keep("ecu", "2025-06-14T05:05:00", null, 10);
    keep("ecu", "2025-06-14T05:10:00", null, 10, 20);
    keep("ecu", "2025-06-14T05:15:00", null, 10);
    serve();
    JsonNode day = browser.json("/api/days/2025-06-14");

    assertThat(longs(day.at("/ecus/0/panels/403000000001-B"))).containsExactly(null, 20L, null);
    assertThat(day.get("energy_wh").isNull()).isTrue();
  }

  @Test
  void aTornLineIsLeftOut() throws Exception {
    keepADay();
    Path file = folder.resolve("data/history/ecu/2025-06-14.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.writeString(
        file,
        lines.get(1)
            + "\n"
            + lines.get(2).substring(0, 90)
            + "\n\n{}\nnothing\n\u0000\u0000\n"
            + lines.get(3)
            + "\n"
            + lines.get(4).substring(0, lines.get(4).length() - 1));
    serve();

    assertThat(longs(browser.json("/api/days/2025-06-14").get("watts"))).containsExactly(10L, 30L);
  }

  @Test
  void ofTwoEcusThereIsTheSumByPollAndEach() throws Exception {
    keep("roof", "2025-06-14T10:00:00", 100L, 100);
    keep("roof", "2025-06-14T10:05:00", 110L, 110);
    keep("roof", "2025-06-14T10:10:00", 120L, 120);
    keep("roof", "2025-06-14T10:25:00", 130L, 130);
    keep("barn", "2025-06-14T10:02:30", 10L, 5);
    keep("barn", "2025-06-14T10:07:30", 20L, 6);
    keep("barn", "2025-06-14T10:22:30", 30L, 7);
    serveTwo();
    JsonNode day = browser.json("/api/days/2025-06-14");

    assertThat(day.get("energy_wh").intValue()).isEqualTo(160);
    assertThat(day.get("readings").intValue()).isEqualTo(7);
    assertThat(longs(day.get("watts"))).containsExactly(105L, 115L, 126L, 137L);
    assertThat(longs(day.at("/ecus/1/watts"))).containsExactly(5L, 6L, 7L);
    assertThat(day.get("ecus").findValuesAsText("ecu")).containsExactly("roof", "barn");
  }

  @Test
  void whereOneOfTwoHasAGapTheSumIsNotKnown() throws Exception {
    keep("roof", "2025-06-14T10:00:00", null, 100);
    keep("roof", "2025-06-14T10:05:00", null, 100);
    keep("roof", "2025-06-14T10:15:00", null, 100);
    keep("roof", "2025-06-14T10:30:00", null, 100);
    keep("roof", "2025-06-14T10:40:00", null, 100);
    keep("barn", "2025-06-14T10:00:00", null, 5);
    keep("barn", "2025-06-14T10:30:00", null, 5);
    serveTwo();

    assertThat(longs(browser.json("/api/days/2025-06-14").get("watts")))
        // at 10:40 the barn has not been read for good, and is no gap
        .containsExactly(105L, 105L, null, 105L, 100L);
  }

  @Test
  void anEcuWithoutReadingsIsLeftOut() throws Exception {
    keep("roof", "2025-06-14T10:00:00", 100L, 100);
    serveTwo();

    assertThat(browser.json("/api/days/2025-06-14").get("ecus")).hasSize(1);
  }

  @Test
  void theHourThatComesTwiceIsTwoHours() throws Exception {
    keep("ecu", "2025-10-26T02:50:00", null, 1);
    keep("ecu", "2025-10-26T02:10:00", null, 2);
    keep("ecu", "2025-10-26T03:10:00", null, 3);
    serve();

    assertThat(longs(browser.json("/api/days/2025-10-26").get("time")))
        .containsExactly(
            seconds("2025-10-26T00:50:00Z"),
            seconds("2025-10-26T01:10:00Z"),
            seconds("2025-10-26T02:10:00Z"));
  }

  @Test
  void aDayWithoutReadingsIsNotThere() throws Exception {
    serve();
    assertThat(browser.problem(404, "/api/days/2025-06-13"))
        .isEqualTo(
            "there is no reading of 2025-06-13; /api/days?from=…&to=… has the days of which there are");
  }

  @Test
  void withoutAHistoryThereIsNoDay() throws Exception {
    serve("history.days", "0");
    browser.problem(404, "/api/days/2025-06-15");
    assertThat(browser.json("/api/days?from=2025-06-01&to=2025-06-30").toString())
        .isEqualTo("{\"days\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "today",
        "2025-13-01",
        "2025-02-30",
        "+12025-01-01",
        "2025-6-1",
        "2025-06-14/",
        "2025-06-14.jsonl",
        "..%2f2025-06-14",
        "../2025-06-14",
        "%00",
        "2025-06-14%00",
        "٢٠٢٥-06-14"
      })
  void whatIsNoDayIsRefused(String text) throws Exception {
    keepADay();
    serve();
    assertThat(
            browser.problem(400, "/api/days/" + text.replace("٢٠٢٥", "%D9%A2%D9%A0%D9%A2%D9%A5")))
        .isEqualTo(
            "what follows /api/days/ is no day; write one as in 2025-06-15"
                .replace("2025", "2026"));
  }

  @Test
  void manyDaysAreAFewValuesEach() throws Exception {
    keepADay();
    keep("ecu", "2025-06-12T10:00:00", 70L, 7);
    keep("ecu", "2025-05-31T10:00:00", 70L, 7);
    serve();

    assertThat(browser.json("/api/days?from=2025-06-01&to=2025-06-14").toString())
        .isEqualTo(
            "{\"days\":[{\"day\":\"2025-06-12\",\"energy_wh\":70,\"peak_watts\":7,"
                + "\"peak_at\":\"2025-06-12T10:00:00+02:00\",\"readings\":1},"
                + "{\"day\":\"2025-06-14\",\"energy_wh\":300,\"peak_watts\":80,"
                + "\"peak_at\":\"2025-06-14T05:10:00+02:00\",\"readings\":5}]}");
    keep("ecu", "2025-06-12T10:05:00", 90L, 9);
    assertThat(
            browser
                .json("/api/days?to=2025-06-12&from=2025-06-12")
                .at("/days/0/energy_wh")
                .intValue())
        .isEqualTo(90);
    Files.delete(folder.resolve("data/history/ecu/2025-06-12.jsonl"));
    assertThat(browser.json("/api/days?to=2025-06-12&from=2025-06-12").get("days")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| there is no from; write both ends",
        "?from=2025-06-01| there is no to; write both ends",
        "?from=2025-06-01&to=x| to is no day; write one as in",
        "?from=&to=2025-06-01| from is no day",
        "?from=2025-06-02&to=2025-06-01| from is after to; change them over",
        "?from=2024-06-01&to=2025-06-02| these are 367 days; ask for 366 at most",
        "?from=0000-01-01&to=9999-12-31| these are 3652425 days; ask for 366 at most",
        "?from=2025-06-01&from=2025-06-01&to=2025-06-02| from stands there twice",
        "?from=2025-06-01&to=2025-06-02&x=1| behind the question mark there may be from and to only",
        "?from| behind the question mark there may be from and to only, each with a value"
      })
  void aSpanThatMakesNoSenseIsRefused(String query, String words) throws Exception {
    serve();
    assertThat(browser.problem(400, "/api/days" + query)).startsWith(words);
  }

  @Test
  void aYearMayBeLong() throws Exception {
    serve();
    browser.json("/api/days?from=2024-01-01&to=2024-12-31");
    browser.json("/api/days?from=9999-12-31&to=9999-12-31");
  }

  @Test
  void aDayIsSentAgainOnlyWhenItHasANewReading() throws Exception {
    keepADay();
    serve();
    for (String path : List.of("/api/days/2025-06-14", "/api/days?from=2025-06-01&to=2025-06-30")) {
      String tag = browser.get(path).headers().firstValue("ETag").get();
      HttpResponse<String> again = browser.get(path, "If-None-Match", tag);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();

      keep("ecu", "2025-06-14T06:20:00", 300L, 1, 2);
      assertThat(browser.get(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatAPollBringsIsInTheDay() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", SimulatedEcu.formA(house.clock));
    serve();
    services.get(0).poll();

    assertThat(browser.json("/api/days/2025-06-15").get("readings").intValue()).isEqualTo(1);
  }
}
