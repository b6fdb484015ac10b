package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import solar.aps.demo.web.Answer;
import solar.aps.servers.Chromium;

/**
 * How the page is used, in a real browser: its widths, its colours, its keys. What it looked like
 * is in {@code target/page}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PageUseServersIT {
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

  private static String focused() {
    return browser.text(":focus") + " of " + browser.run("return document.activeElement.title");
  }

  private static Object tooWide() {
    return browser.run("return document.documentElement.scrollWidth > window.innerWidth");
  }

  private static Object illegible() throws IOException {
    try (var script = PageUseServersIT.class.getResourceAsStream("/page/contrast.js")) {
      return browser.run(new String(script.readAllBytes(), UTF_8));
    }
  }

  private static long answers() {
    return (long)
        browser.run(
            "return performance.getEntriesByType('resource').filter((one) => one.name.endsWith('api/now') && one.responseEnd > 0).length");
  }

  @Test
  @EnabledIfSystemProperty(named = "aps-solar.page.picture", matches = ".+")
  void thePictureOfTheReadmeIsThatOfTheDemo() throws Exception {
    Path picture = Path.of(System.getProperty("aps-solar.page.picture"));
    page.demo();

    for (int hour = 11; hour <= 13; hour++) {
      String time = "T" + hour + ":3";
      Waiting.untilTrue(() -> page.now().get("time").asText().contains(time));
    }
    Waiting.untilTrue(
        () ->
            browser.text("#legend").contains("best of 14 days")
                && browser.count(".panel.silent") == 1
                && browser.count(".panel.ill") == 1
                && browser.text("#day-words").startsWith(browser.text("#facts dd")));
    browser.photograph(picture);

    assertThat(picture).isNotEmptyFile();
    assertThat(Files.size(picture)).isLessThan(200_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 768, 1280, 1920})
  void itFitsEveryWidthInTheLightAndInTheDark(int width) throws Exception {
    page.shows(170, 168, null, 166, 120, 169, 172, 170);
    page.house.pvOutput.answer(Answer.status(500, "Internal error"));
    page.start("pvoutput.publish", "yes");
    page.service.poll();
    browser.width(width);
    for (boolean dark : List.of(false, true)) {
      browser.dark(dark);
      page.open("7 of 8 panels");
      assertThat(tooWide()).isEqualTo(false);
      assertThat(illegible()).isEqualTo(List.of());
      page.photograph(width + (dark ? "-dark" : "-light"));
    }
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(19, 21, 23)");
  }

  @Test
  void theKeyboardWalksTheRoofAndTheDays() throws Exception {
    page.start();
    page.service.poll();
    page.open("8 of 8 panels");

    browser.press(Keys.TAB);
    assertThat(focused()).startsWith("A\n170 of 407000000001-A");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(focused()).startsWith("A\n171 of 407000000002-A");
    page.see("#panel-title", "407000000002-A");
    page.photograph("keyboard");
    browser.press(Keys.ESCAPE);
    assertThat(browser.count("#panel")).isZero();

    browser.run("document.activeElement.blur()");
    browser.press(Keys.ARROW_LEFT);
    page.see("#day-title", "Yesterday");
    page.see("#day-words", "No readings are kept of Saturday 14 June");
    browser.press(Keys.ARROW_RIGHT);
    page.see("#day-title", "Today");
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ESCAPE);
    page.see("#day-title", "Today");
  }

  @Test
  void theSameAnswerChangesNothing() throws Exception {
    page.start();
    page.service.poll();
    page.open("8 of 8 panels");
    page.see("#day-words", "peak");
    long answers = answers();

    browser.run(
        """
          window.changes = [];
          new MutationObserver((all) => all.forEach((one) => window.changes.push(one.type + ' of ' + (one.target.id || one.target.parentElement?.id))))
            .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
          """);
    // the second is asked for when the first has been shown
    Waiting.untilTrue(
        () -> {
          browser.run("window.dispatchEvent(new Event('online'))");
          return answers() > answers + 1;
        });

    // its age may have grown meanwhile
    assertThat(browser.run("return window.changes.filter((one) => !one.endsWith(' of read'))"))
        .isEqualTo(List.of());
  }

  @Test
  void withoutScriptsTheNumberIsThere() throws Exception {
    browser.scripts(false);
    page.start();
    page.service.poll();
    browser.open(page.address());

    assertThat(browser.text("#watts")).isEqualTo("1 306 W");
    assertThat(browser.text("#sentence")).contains("8 of 8 panels");
    assertThat(browser.text("#read")).contains("11:10");
    assertThat(browser.count("main")).isZero();
    page.photograph("without-scripts");
  }
}
