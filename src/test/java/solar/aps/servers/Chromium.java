package solar.aps.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser as people have it, with nobody in front of it, and no way to the internet. */
public final class Chromium implements AutoCloseable {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final int HEIGHT = 900;

  /** It would warn of every Chromium that is newer than itself. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  /** Starts it, with a profile of its own. */
  public Chromium() {
    for (Path program : List.of(BROWSER, DRIVER)) {
      if (!Files.isExecutable(program)) {
        throw new AssertionError(
            "there is no %s. Install it as .ci/run does (apt-get install chromium chromium-driver)"
                .formatted(program));
      }
    }
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    if (RealServer.isRoot()) {
      options.addArguments("--no-sandbox");
    }
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withLogFile(new File("/dev/null"))
                .build(),
            options);
    // they would take room from a page, and none from its picture
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    width(1280);
  }

  /** Opens a page, with nothing of the one before. */
  public void open(URI page) {
    driver.get(page.toString());
  }

  /** Makes the window so wide, in pixels of CSS. */
  public void width(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Lets the system be dark, or light. */
  public void dark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** Whether the scripts of pages run. */
  public void scripts(boolean run) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  /**
   * The text that is seen in the first element that a selector finds, with plain spaces; empty if
   * none is seen.
   */
  public String text(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .findFirst()
        .map(element -> spaced(element.getText()))
        .orElse("");
  }

  private static String spaced(String text) {
    return text.replaceAll("[\u00a0\u202f]", " ");
  }

  /** How many elements that a selector finds are seen. */
  public long count(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .filter(element -> element.isDisplayed())
        .count();
  }

  /** Touches the first element that a selector finds. */
  public void touch(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Presses keys, one after the other, wherever the focus is. */
  public void press(Keys... keys) {
    Actions actions = new Actions(driver);
    Stream.of(keys).forEach(actions::sendKeys);
    actions.perform();
  }

  /** What a script returns. */
  public Object run(String script) {
    return driver.executeScript(script);
  }

  /** Writes what is seen, to the end of the page, as a PNG. */
  public void photograph(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Object picture =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    Files.write(file, Base64.getDecoder().decode(picture.toString()));
  }

  /** What the console has said since the last time that it was asked. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** The addresses that pages have asked for since the last time. */
  public List<String> requests() throws JsonProcessingException {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = new ObjectMapper().readTree(entry.getMessage()).path("message");
      if (message.path("method").textValue().equals("Network.requestWillBeSent")) {
        String url = message.path("params").path("request").path("url").textValue();
        if (!url.startsWith("data:")) { // the browser's own icons
          requests.add(url);
        }
      }
    }
    return requests;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
