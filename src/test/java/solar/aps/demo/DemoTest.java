package solar.aps.demo;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import solar.aps.config.Settings;

class DemoTest {
  private final SettableClock base =
      new SettableClock(Instant.parse("2026-06-20T19:30:00Z"), ZoneId.of("Australia/Sydney"));

  @Test
  void theDayBeginsAtTenLocalTime() throws Exception {
    try (Demo demo = Demo.start(base)) {
      assertThat(LocalDateTime.now(demo.clock())).isEqualTo("2026-06-21T10:00:00");
      assertThat(demo.settings(Settings.ConsoleFormat.TEXT).timeZone())
          .isEqualTo(ZoneId.of("Australia/Sydney"));
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
      base.pass(demo.settings(Settings.ConsoleFormat.TEXT).pollInterval());
      assertThat(page(demo, FormC.PATH).body()).contains("2026-06-21 10:05:00");
    }
  }

  @Test
  void afterFiveReadingsTheOldPageIsGoneAndTheOtherIsThere() throws Exception {
    try (Demo demo = Demo.start(base)) {
      List<Integer> codes = new ArrayList<>();
      for (int look = 0; look < 7; look++) {
        codes.add(page(demo, demo.settings(Settings.ConsoleFormat.TEXT).ecu().path()).statusCode());
      }

      assertThat(codes).containsExactly(200, 200, 200, 200, 200, 404, 404);
      assertThat(demo.settings(Settings.ConsoleFormat.TEXT).ecu().paths()).contains(FormC.PATH);
      assertThat(page(demo, FormC.PATH).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itsPvOutputTakesAStatusOfItsTimeWithTheKeyOfItsSettings() throws Exception {
    try (Demo demo = Demo.start(base)) {
      Settings.PvOutput pvOutput = demo.settings(Settings.ConsoleFormat.TEXT).pvOutput();
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
      Settings settings = demo.settings(Settings.ConsoleFormat.TEXT);

      assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(2));
      assertThat(settings.ecu().maxAge()).isEqualTo(Duration.ofMinutes(15));
      assertThat(settings.panels()).isEqualTo(new Settings.Panels(true, OptionalInt.of(8)));
      assertThat(settings.consoleFormat()).isEqualTo(Settings.ConsoleFormat.TEXT);
      assertThat(settings.pvOutput().publish()).isTrue();
      assertThat(settings.pvOutput().frequencyField()).contains("v11");
      assertThat(settings.jsonFile()).isEmpty();
      assertThat(settings.sinksDir()).isEmpty();
    }
  }

  @Test
  void withoutDeadLettersAllFilesGoWithTheDemo() throws Exception {
    Demo demo = Demo.start(base);
    Settings settings = demo.settings(Settings.ConsoleFormat.TEXT);
    Path folder = settings.deadLetterDir().getParent();
    assertThat(settings.dataDir()).hasParentRaw(folder);
    Files.writeString(Files.createDirectories(settings.dataDir().resolve("sub")).resolve("a"), "b");

    demo.close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void deadLettersOutliveTheDemo() throws Exception {
    Demo demo = Demo.start(base);
    Path letter =
        Files.writeString(
            demo.settings(Settings.ConsoleFormat.TEXT).deadLetterDir().resolve("letter"), "why");

    demo.close();
    assertThat(letter).hasContent("why");
    Files.delete(letter);
    Files.delete(letter.getParent());
    Files.delete(letter.getParent().getParent());
  }

  private static HttpResponse<String> page(Demo demo, String path) throws Exception {
    return Web.get("http://" + demo.settings(Settings.ConsoleFormat.TEXT).ecu().host() + path);
  }
}
