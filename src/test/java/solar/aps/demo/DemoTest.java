package solar.aps.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import solar.aps.ApsSolar;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.demo.ecu.FormC;
import solar.aps.demo.web.Web;
import solar.aps.flow.Freshness;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelHealth;
import solar.aps.history.Day;
import solar.aps.history.History;
import solar.aps.json.SummaryJson;
import solar.aps.layout.Layout;
import solar.aps.plugin.FastClock;
import solar.aps.sink.console.ConsoleSink;
import solar.aps.sink.jsonfile.JsonFileSink;
import solar.aps.sink.pvoutput.PvOutputSettings;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;

class DemoTest {
  private final SettableClock base =
      new SettableClock(Instant.parse("2026-06-20T19:30:00Z"), ZoneId.of("Australia/Sydney"));

  @Test
  void theDayBeginsAtTenLocalTime() throws Exception {
    try (Demo demo = Demo.start(base)) {
      assertThat(LocalDateTime.now(demo.clock())).isEqualTo("2026-06-21T10:00:00");
      assertThat(settings(demo).get(CommonKeys.TIME_ZONE)).isEqualTo(ZoneId.of("Australia/Sydney"));
    }
  }

  @Test
  void itStartsWithTheSystemsZoneByItself() throws Exception {
    try (Demo demo = Demo.start()) {
      assertThat(demo.clock().getZone()).isEqualTo(ZoneId.systemDefault());
    }
  }

  @Test
  void eachPollMeetsANewRoundOfTheEcu() throws Exception {
    try (Demo demo = Demo.start(base)) {
      assertThat(page(demo, FormC.PATH).body()).contains("2026-06-21 10:00:00");
      base.pass(FastClock.real(demo.clock(), settings(demo).get(CommonKeys.POLL_INTERVAL)));
      assertThat(page(demo, FormC.PATH).body()).contains("2026-06-21 10:05:00");
    }
  }

  @Test
  void theServiceFindsTheReadingsOfTwoWeeksAndOfThisMorning() throws Exception {
    try (Demo demo = Demo.start(base)) {
      History history = history(serviceSettings(demo));
      LocalDate today = LocalDate.parse("2026-06-21");

      assertThat(history.days()).hasSize(15).startsWith(today.minusDays(14)).endsWith(today);
      assertThat(history.readings(today.minusDays(1)))
          .hasSize(198)
          .allSatisfy(reading -> assertThat(reading.panels()).hasSize(20));
      assertThat(last(history.readings(today)).timestamp()).isEqualTo("2026-06-21T09:55:00");
      Day yesterday = Day.of(today.minusDays(1), history.readings(today.minusDays(1)));
      assertThat(yesterday.energyWh()).isBetween(15_000L, 45_000L);
      assertThat(yesterday.firstLight()).isBetween(LocalTime.of(6, 0), LocalTime.of(6, 30));
    }
  }

  @Test
  void itKnowsTheIllPanelByTheDaysBefore() throws Exception {
    try (Demo demo = Demo.start(base)) {
      Settings settings = serviceSettings(demo);
      Map<String, Double> health = history(settings).health(LocalDate.parse("2026-06-20"));

      assertThat(health).hasSize(20);
      assertThat(health.entrySet())
          .filteredOn(panel -> panel.getValue() < PanelHealth.ILL)
          .extracting(Map.Entry::getKey)
          .containsExactly("406000000006-2");
      assertThat(settings.get(CommonKeys.DATA_DIR).resolve("panel-health"))
          .content()
          .hasLineCount(3 * 20)
          .contains("2026-06-17 ", "2026-06-19 ")
          .doesNotContain("2026-06-20");
    }
  }

  @Test
  void theServiceServesItsPageWithALayoutAndPrintsNoReadingUnlessItIsAsked() throws Exception {
    try (Demo demo = Demo.start(base)) {
      Settings settings = serviceSettings(demo);

      assertThat(settings.get(ConsoleSink.FORMAT)).isEqualTo(ConsoleSink.Format.NONE);
      assertThat(port(settings)).isPresent();
      assertThat(Layout.of(settings).name("406000000006-2")).isEqualTo("C2");
      assertThat(
              demo.serviceSettings(ApsSolar.keys(), Map.of("console.format", "json"))
                  .get(ConsoleSink.FORMAT))
          .isEqualTo(ConsoleSink.Format.JSON);
    }
  }

  @Test
  void oneLookHasNeitherAHistoryNorAPage() throws Exception {
    try (Demo demo = Demo.start(base)) {
      Settings settings = settings(demo);

      assertThat(settings.get(CommonKeys.DATA_DIR)).doesNotExist();
      assertThat(port(settings)).isEmpty();
    }
  }

  @Test
  void itsPvOutputTakesAStatusOfItsTimeWithTheKeyOfItsSettings() throws Exception {
    try (Demo demo = Demo.start(base)) {
      PvOutputSettings pvOutput = PvOutputSettings.of(settings(demo));
      HttpRequest status =
          HttpRequest.newBuilder(pvOutput.url().resolve("/service/r2/addstatus.jsp"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("X-Pvoutput-Apikey", pvOutput.apiKey().value())
              .header("X-Pvoutput-SystemId", pvOutput.systemId())
              .POST(BodyPublishers.ofString("d=20260621&t=10:00&v2=1800&v11=50.00"))
              .build();

      assertThat(Web.send(status).body()).isEqualTo("OK 200: Added Status");
    }
  }

  @Test
  void theSettingsTurnOnAllThatCanBeSeenWithoutFurtherFiles() throws Exception {
    try (Demo demo = Demo.start(base)) {
      Settings settings = settings(demo);

      assertThat(settings.get(CommonKeys.POLL_INTERVAL)).isEqualTo(Duration.ofMinutes(5));
      assertThat(settings.get(Freshness.MAX_AGE)).isEqualTo(Duration.ofMinutes(15));
      assertThat(settings.get(CommonKeys.SCALE_MISSING)).isTrue();
      assertThat(CommonKeys.expectedCount(settings)).hasValue(20);
      assertThat(settings.get(ConsoleSink.FORMAT)).isEqualTo(ConsoleSink.Format.TEXT);
      assertThat(PvOutputSettings.of(settings).publish()).isTrue();
      assertThat(PvOutputSettings.of(settings).frequencyField()).contains("v11");
      assertThat(settings.find(JsonFileSink.PATH)).isEmpty();
      assertThat(settings.find(YamlSinks.DIR)).isEmpty();
    }
  }

  @Test
  void withoutDeadLettersAllFilesGoWithTheDemo() throws Exception {
    Demo demo = Demo.start(base);
    Settings settings = settings(demo);
    Path folder = settings.get(CommonKeys.DEAD_LETTER_DIR).getParent();
    assertThat(settings.get(CommonKeys.DATA_DIR)).hasParentRaw(folder);
    Files.writeString(
        Files.createDirectories(settings.get(CommonKeys.DATA_DIR).resolve("sub")).resolve("a"),
        "b");

    serviceSettings(demo);

    demo.close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void deadLettersOutliveTheDemo() throws Exception {
    Demo demo = Demo.start(base);
    Path letter =
        Files.writeString(settings(demo).get(CommonKeys.DEAD_LETTER_DIR).resolve("letter"), "why");

    demo.close();
    assertThat(letter).hasContent("why");
    Files.delete(letter);
    Files.delete(letter.getParent());
    Files.delete(letter.getParent().resolveSibling("application.properties"));
    Files.delete(letter.getParent().getParent());
  }

  private static Settings settings(Demo demo) throws Exception {
    return demo.settings(ApsSolar.keys(), Map.of());
  }

  private static Settings serviceSettings(Demo demo) throws Exception {
    return demo.serviceSettings(ApsSolar.keys(), Map.of());
  }

  /** The port of the page, whose key is known to the program alone. */
  private static Optional<?> port(Settings settings) {
    return ApsSolar.keys().stream()
        .filter(key -> key.name().equals("web.port"))
        .findFirst()
        .flatMap(settings::find);
  }

  private static History history(Settings settings) {
    return new History(settings, CommonKeys.ONE_ECU, new SummaryJson());
  }

  private static GenerationSummary last(List<GenerationSummary> readings) {
    return readings.get(readings.size() - 1);
  }

  private static HttpResponse<String> page(Demo demo, String path) throws Exception {
    return Web.get("http://" + settings(demo).get(EcuKeys.HOST) + path);
  }
}
