package solar.aps.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import solar.aps.ApsSolar;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.demo.ecu.FormC;
import solar.aps.demo.web.Web;
import solar.aps.flow.Freshness;
import solar.aps.sink.console.ConsoleSink;
import solar.aps.sink.jsonfile.JsonFileSink;
import solar.aps.sink.pvoutput.PvOutputSettings;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;
import solar.aps.source.page.PageKeys;
import solar.aps.source.tcp.TcpKeys;

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
      base.pass(settings(demo).get(CommonKeys.POLL_INTERVAL));
      assertThat(page(demo, FormC.PATH).body()).contains("2026-06-21 10:05:00");
    }
  }

  @Test
  void afterFiveReadingsNewFirmwareLeavesThePortAlone() throws Exception {
    try (Demo demo = Demo.start(base)) {
      List<Integer> codes = new ArrayList<>();
      for (int look = 0; look < 7; look++) {
        codes.add(page(demo, settings(demo).get(PageKeys.PATH)).statusCode());
      }

      assertThat(codes).containsExactly(200, 200, 200, 200, 200, 404, 404);
      assertThat(PageKeys.paths(settings(demo))).contains(FormC.PATH);
      assertThat(page(demo, FormC.PATH).statusCode()).isEqualTo(404);
      try (Socket port = new Socket("127.0.0.1", settings(demo).get(TcpKeys.PORT))) {
        port.getOutputStream().write("APS1100160001END\n".getBytes(US_ASCII));
        assertThat(port.getInputStream().readNBytes(9)).asString(US_ASCII).startsWith("APS11");
      }
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

      assertThat(settings.get(CommonKeys.POLL_INTERVAL)).isEqualTo(Duration.ofSeconds(2));
      assertThat(settings.get(Freshness.MAX_AGE)).isEqualTo(Duration.ofMinutes(15));
      assertThat(settings.get(CommonKeys.SCALE_MISSING)).isTrue();
      assertThat(CommonKeys.expectedCount(settings)).hasValue(8);
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

  private static HttpResponse<String> page(Demo demo, String path) throws Exception {
    return Web.get("http://" + settings(demo).get(EcuKeys.HOST) + path);
  }
}
