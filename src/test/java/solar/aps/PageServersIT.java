package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.LoopbackServer;
import solar.aps.servers.Chromium;

/** What the page shows, in a real browser. What it looked like is in {@code target/page}. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PageServersIT {
  private static Chromium browser;

  @TempDir Path folder;
  private PageHouse page;

  @BeforeAll
  static void startBrowser() {
    browser = new Chromium();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void build() throws Exception {
    page = new PageHouse(folder, browser);
  }

  @AfterEach
  void nothingWasAmiss() throws Exception {
    page.close();
  }

  @Test
  void theDemoShowsTheWattsThatTheProgramTells() throws Exception {
    page.demo();

    Waiting.untilTrue(() -> browser.count(".panel") == 20 && browser.count("canvas") == 1);
    Waiting.untilTrue(
        () -> {
          String shown = browser.text("#watts").replaceAll("[^0-9]", "");
          return !shown.isEmpty() && shown.equals(page.now().get("watts").asText());
        });
    page.see("#legend", "best of 14 days");
    page.see("#state", "day");
    assertThat(browser.count("#month button")).isBetween(28L, 31L);
    page.photograph("demo");
  }

  @Test
  void aPanelThatFallsSilentIsHatchedAndNamed() throws Exception {
    page.start("panels.scale-missing", "yes", "panels.expected-count", "8");
    page.service.poll();
    page.open("8 of 8 panels");
    assertThat(browser.text("#watts")).isEqualTo("1 306 W");

    page.house.clock.pass(Duration.ofMinutes(5));
    page.shows(170, 168, null, 166, 120, 169, 172, 170);
    page.service.poll();

    page.see("#sentence", "407000000002-A has been silent since 11:15");
    assertThat(browser.text(".panel.silent")).contains("A", "—", "silent");
    assertThat(browser.text("#estimated")).isEqualTo("estimated");
    page.photograph("silent");
    browser.touch(".panel.silent");
    page.see("#panel-words", "silent since 11:15");
    page.see("#legend", "median of its neighbours");
    page.photograph("silent-touched");
  }

  @Test
  void atNightItShowsTheDayThatWas() throws Exception {
    page.house.ecu.showHome();
    page.start();
    for (int i = 0; i < 30; i++) {
      page.service.poll();
      page.house.clock.pass(Duration.ofMinutes(5));
    }
    page.house.clock.pass(Duration.ofHours(9));
    page.shows(null, null, null, null, null, null, null, null);
    page.service.poll();

    page.open("Night");
    page.see("#watts", "kWh");
    assertThat(browser.text("#facts")).contains("today", "peak", "W at 11:");
    assertThat(browser.text("#state")).contains("night");
    page.photograph("night");

    page.house.clock.pass(Duration.ofHours(2));
    page.service.poll();
    browser.open(page.address());
    page.see("#facts", "yesterday");
    page.see("#day-title", "Yesterday");
    assertThat(browser.count(".panel")).isEqualTo(8);
    page.photograph("night-after-midnight");
  }

  @Test
  void aSinkThatTakesNothingSaysWhy() throws Exception {
    page.house.pvOutput.answer(Answer.status(500, "Internal error"));
    page.start("pvoutput.publish", "yes");
    page.service.poll();

    page.open("8 of 8 panels");
    page.see("#sinks [data-state=waiting]", "PVOutput");
    assertThat(browser.text("#sinks [data-state=waiting]")).contains("…", "waits", "500");
    page.photograph("broken-sink");
  }

  @Test
  void aProgramThatIsStoppedIsMissedAndWelcomedBack() throws Exception {
    page.expectedComplaint = "Failed to load resource: net::ERR_CONNECTION_REFUSED";
    page.start();
    page.service.poll();
    page.open("8 of 8 panels");

    page.service.close();
    page.see("#away", "No answer since 11:10");
    assertThat(browser.run("return document.body.hasAttribute('data-away')")).isEqualTo(true);
    page.photograph("stopped");

    InetSocketAddress place = new InetSocketAddress("127.0.0.1", page.port());
    try (LoopbackServer router =
        LoopbackServer.start("router", place, exchange -> Answer.page("<h1>Log in</h1>"))) {
      page.see("#away", "Something else answers");
      assertThat(router.authority()).endsWith(":" + page.port());
    }

    page.shows(175, 168, 171, 166, 120, 169, 172, 170);
    page.start();
    page.service.poll();
    page.see("#watts", "1 311 W");
    Waiting.untilTrue(() -> browser.count("#away") == 0);
    page.photograph("returned");
  }

  @Test
  void aLayoutLaysThePanelsAsTheyLie() throws Exception {
    Path layout = folder.resolve("roof.csv");
    Files.writeString(
        layout,
        """
        panel,name,row,column,rotation
        407000000001-A,South 1,1,1,0
        407000000001-B,South 2,1,2,0
        407000000002-A,South 3,1,3,0
        407000000002-B,South 4,1,4,0
        407000000003-A,South 5,2,1,90
        407000000003-B,South 6,2,2,90
        407000000004-A,South 7,2,3,90
        407000000004-B,South 8,2,4,90
        """);
    page.start("panels.layout", layout.toString());
    page.service.poll();
    page.open("8 of 8 panels");

    assertThat(browser.text(".panel")).contains("1").doesNotContain("South");
    assertThat(
            browser.run(
                """
                  return [...document.querySelectorAll('.panel')].map((panel) => {
                    const box = panel.getBoundingClientRect();
                    return panel.getAttribute('aria-label').split(',')[0] + ' ' + (box.width / box.height).toFixed(1);
                  });
                  """))
        .asInstanceOf(LIST)
        .containsExactly(
            "South 1 0.6",
            "South 2 0.6",
            "South 3 0.6",
            "South 4 0.6",
            "South 5 1.7",
            "South 6 1.7",
            "South 7 1.7",
            "South 8 1.7");
    page.photograph("layout");
  }

  @Test
  void ofTwoEcusTheSumIsShownAndEach() throws Exception {
    try (SimulatedEcu barn = SimulatedEcu.start(page.house.clock)) {
      barn.answer(PageHouse.PAGE, Answer.page(PageHouse.rows("4090000000", 55, 56, 54, 50)));
      page.start(
          "ecus", "roof,barn",
          "roof.ecu.host", page.house.ecu.host(),
          "barn.ecu.host", barn.host());
      page.service.poll("roof");
      page.service.poll("barn");

      page.open("barn:");
      page.see("#watts", "1 521 W");
      assertThat(browser.text(".field:nth-child(1) .ecu")).contains("roof", "1 306 W");
      assertThat(browser.text(".field:nth-child(2) .ecu")).contains("barn", "215 W");
      page.photograph("two-ecus");
      browser.touch(".field:nth-child(2) .ecu");
      page.see("#panel-title", "barn");
      page.see("#legend", "barn, today");
    }
  }
}
