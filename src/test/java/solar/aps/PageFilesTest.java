package solar.aps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.web.Answer;

/** The page and its files, asked for over HTTP. */
class PageFilesTest {
  private static final Path FILES = Path.of("src/main/resources/web");

  @TempDir Path folder;
  private House house;
  private House.Service service;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    house.ecu.showHome();
    browser = new Browser(ObserveTest.freePort());
    service =
        house.service(
            "web.port",
            Integer.toString(browser.port()),
            "ecu.max-age",
            "0",
            "json-file.path",
            folder.resolve("readings.jsonl").toString());
  }

  @AfterEach
  void tearDown() {
    service.close();
    house.close();
  }

  /** The whole answer; each of its bytes is a character. */
  private String ask(String method, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", browser.port())) {
      socket.setSoTimeout(20_000);
      String request =
          method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("index.html"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void thePageShowsTheNumberBeforeAScriptHasRun() throws Exception {
    service.poll();
    HttpResponse<String> page = browser.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("120\u00a0W", "1 of 2 panels. 407000000001-B has been silent since 11:10.")
        .contains("read at 11:10", "\u00a0kWh")
        .doesNotContain("{{", "}}");
  }

  @Test
  void beforeTheFirstReadingNothingIsKnown() throws Exception {
    assertThat(browser.get("/").body())
        .contains("No reading yet; the first is on its way.", ">—<", "not read yet");
  }

  @Test
  void whatOthersSayIsNoHtml() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters",
        Answer.page(House.PAGE.replace("407000000001-B", "&lt;i&gt;&amp;'&quot;$1{{watts}}-B")));
    service.poll();

    assertThat(browser.get("/").body())
        .contains("&lt;i&gt;&amp;&#39;&quot;$1{{watts}}-B has been silent")
        .doesNotContain("<i>");
  }

  @Test
  void everyFileOfThePageIsServed() throws Exception {
    for (String name : names()) {
      HttpResponse<String> file = browser.get("/" + name);
      assertThat(file.statusCode()).as(name).isEqualTo(200);
      assertThat(file.body()).as(name).isEqualTo(Files.readString(FILES.resolve(name)));
    }
  }

  @Test
  void theCurvesComeOutOfTheirLibrary() throws Exception {
    assertThat(browser.get("/uplot.js").body()).contains("uPlot").hasSizeBetween(30_000, 60_000);
    assertThat(browser.get("/uplot.css").body()).contains(".uplot");
  }

  @Test
  void whatThePageNamesIsThere() throws Exception {
    Set<String> named =
        Pattern.compile("(?:href|src)=\"([^\"#]+)\"")
            .matcher(Files.readString(FILES.resolve("index.html")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).contains("page.js", "page.css", "uplot.js");
    for (String name : named) {
      assertThat(browser.get("/" + name).statusCode()).as(name).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/page.css", "/page.js", "/icon.svg", "/uplot.js", "/uplot.css", "/api/now"})
  void whatIsKnownIsNotSentAgain(String path) throws Exception {
    String tag = browser.get(path).headers().firstValue("ETag").orElseThrow();
    for (String known : List.of(tag, "\"x\", " + tag, "*")) {
      HttpResponse<String> again = browser.get(path, "If-None-Match", known);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("Content-Security-Policy")).isPresent();
    }
    assertThat(browser.get(path, "If-None-Match", "W/\"x\"").statusCode()).isEqualTo(200);
    assertThat(browser.get(path).headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.css", "/uplot.js", "/icon.svg", "/api/now"})
  void theHeadIsThatOfTheWholeAnswer(String path) throws Exception {
    String whole = ask("GET", path).split("\r\n\r\n", 2)[0];
    String[] head = ask("HEAD", path).split("\r\n\r\n", 2);

    assertThat(head[1]).isEmpty();
    assertThat(head[0].lines().filter(line -> !line.startsWith("Date")))
        .containsExactlyInAnyOrderElementsOf(
            whole.lines().filter(line -> !line.startsWith("Date")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /page.css",
        "GET /uplot.js",
        "GET /icon.svg",
        "GET /api/now",
        "GET /api/nothing",
        "GET /api/days/x",
        "GET /observe/health",
        "GET /observe/metrics",
        "GET /nothing",
        "POST /",
        "OPTIONS /api/now"
      })
  void everyAnswerForbidsWhatIsNotFromHere(String request) throws Exception {
    String[] parts = request.split(" ");
    assertThat(ask(parts[0], parts[1]).toLowerCase())
        .contains(
            "\r\ncontent-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
                + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'self'\r\n",
            "\r\nx-content-type-options: nosniff\r\n")
        .doesNotContain("set-cookie", "access-control", "server:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void thePageCanOnlyBeRead(String method) throws Exception {
    assertThat(ask(method, "/")).startsWith("HTTP/1.1 405 ");
    assertThat(ask(method, "/api/now")).startsWith("HTTP/1.1 405 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/web/index.html",
        "/web/",
        "//",
        "//page.css",
        "/./page.css",
        "/../page.css",
        "/x/../page.css",
        "/%2e%2e/page.css",
        "/..%2f..%2fetc/passwd",
        "/../../../../etc/passwd",
        "/page.css/",
        "/page.css%00",
        "/PAGE.CSS",
        "/page.css.bak",
        "/solar/aps/ApsSolar.class",
        "/META-INF/MANIFEST.MF",
        "/META-INF/resources/webjars/uplot/1.6.30/package.json",
        "/application.properties",
        "/data/history/ecu/2025-06-15.jsonl"
      })
  void nothingElseIsServed(String path) throws Exception {
    String answer = ask("GET", path);
    assertThat(answer).matches("(?s)HTTP/1.1 (404|400) .*");
    assertThat(answer).doesNotContain("root:", "{{", "uplot-cursor");
  }

  @Test
  void camelServesNothing() throws Exception {
    assertThat(ask("GET", "/q/health")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("GET", "/observe/info")).startsWith("HTTP/1.1 404 ");
  }
}
