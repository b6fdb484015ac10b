package solar.aps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.web.Answer;

/** What the server makes of requests, byte by byte. */
class WebServerTest {
  @TempDir Path folder;
  private House house;
  private House.Service service;
  private int port;

  @BeforeEach
  void start() throws Exception {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    port = ObserveTest.freePort();
    service =
        house.service(
            "web.port",
            Integer.toString(port),
            "web.allowed-hosts",
            "solar.example.org, aps_solar",
            "pvoutput.publish",
            "yes",
            "ecu.max-age",
            "0");
  }

  @AfterEach
  void tearDown() {
    service.close();
    house.close();
  }

  /** The whole answer; each of its bytes is a character. */
  private String ask(String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String askFor(String host) throws IOException {
    return ask("GET /observe/health HTTP/1.1", "Host: " + host);
  }

  private String get(String path, String... headers) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost";
    return ask(Stream.concat(Stream.of(request), Stream.of(headers)).toArray(String[]::new));
  }

  private static String head(String answer) {
    return answer.split("\r\n\r\n", 2)[0];
  }

  private static String body(String answer) {
    return answer.split("\r\n\r\n", 2)[1];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "192.168.1.20:9090",
        "[::1]",
        "[fd00::1:2]:9090",
        "[::ffff:10.0.0.1]:80",
        "localhost",
        "LocalHost.:9090",
        "aps.localhost:9090",
        "solar.example.org",
        "Solar.Example.ORG.:443",
        "aps_solar:9090"
      })
  void itIsAskedForByAnAddressOrByANameThatIsKnown(String host) throws Exception {
    assertThat(askFor(host)).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"UP\"}");
  }

  @Test
  void itIsAskedForByTheNameOfThisMachine() throws Exception {
    String name = InetAddress.getLocalHost().getHostName();
    assertThat(askFor(name)).startsWith("HTTP/1.1 200 ");
    assertThat(askFor(name.split("\\.")[0].toUpperCase() + ".local:9090"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:9090",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evillocalhost",
        "www.solar.example.org",
        "solar.example.org.evil.example",
        "me@127.0.0.1",
        "127.0.0.1:80:80",
        "127.0.0.1, evil.example",
        "[::1",
        "[evil.example]",
        "localhost..",
        "http://localhost",
      })
  void anyOtherNameIsRefused(String host) throws Exception {
    String answer = askFor(host);

    assertThat(head(answer)).startsWith("HTTP/1.1 421 ").contains("text/plain");
    assertThat(body(answer))
        .isEqualTo(
            "the request is for the host \""
                + host
                + "\", which is not known to be this machine; ask for its IP address, or add the"
                + " name to web.allowed-hosts\n");
  }

  @Test
  void metricsAreNotServedToAnyOtherNameEither() throws Exception {
    assertThat(ask("GET /observe/metrics HTTP/1.1", "Host: evil.example"))
        .startsWith("HTTP/1.1 421 ")
        .doesNotContain("apsystems_");
  }

  @Test
  void aNameIsShownWithoutControlCharactersAndNotAtAnyLength() throws Exception {
    assertThat(body(askFor("a\u001b[31m\u0000\u009bb")))
        .startsWith("the request is for the host \"a?[31m??b\",");
    assertThat(body(askFor("x.".repeat(5000)))).contains("\"" + "x.".repeat(126) + "x\"");
  }

  @Test
  void onlyAnOldClientMayLeaveTheNameOut() throws Exception {
    assertThat(ask("GET /observe/health HTTP/1.0")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET /observe/health HTTP/1.0", "Host: evil.example"))
        .startsWith("HTTP/1.1 421 ");
    assertThat(ask("GET /observe/health HTTP/1.1")).startsWith("HTTP/1.1 421 ");
    assertThat(askFor("")).startsWith("HTTP/1.1 421 ");
  }

  @Test
  void twoNamesAreOneTooMany() throws Exception {
    assertThat(ask("GET /observe/health HTTP/1.1", "Host: localhost", "Host: localhost"))
        .startsWith("HTTP/1.1 421 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
  void itCanOnlyBeRead(String method) throws Exception {
    assertThat(ask(method + " /observe/health HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: GET, HEAD\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/observe/health", "/observe/metrics", "/nothing"})
  void theHeadIsThatOfTheWholeAnswer(String path) throws Exception {
    String whole = head(get(path));
    String headAlone = ask("HEAD " + path + " HTTP/1.1", "Host: localhost");

    assertThat(body(headAlone)).isEmpty();
    assertThat(head(headAlone).toLowerCase().lines().filter(line -> !line.startsWith("date")))
        .containsExactlyInAnyOrderElementsOf(
            whole.toLowerCase().lines().filter(line -> !line.startsWith("date")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/x", "/observe", "/observe/", "/observe/health/nonsense", "/observe/metrics/x"})
  void elsewhereIsNothing(String path) throws Exception {
    assertThat(get(path))
        .startsWith("HTTP/1.1 404 ")
        .endsWith("nothing is here; look at /, at /observe/health or at /observe/metrics\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/plain", "text/html,application/xhtml+xml", "image/png"})
  void metricsAreTheOldTextUnlessOpenMetricsIsAskedFor(String accept) throws Exception {
    assertThat(get("/observe/metrics", "Accept: " + accept))
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nContent-type: text/plain; version=0.0.4; charset=utf-8\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip;q=1.0, *;q=0.5", "GZIP ; q=0.05", "br,gzip"})
  void whoTakesGzipGetsIt(String accepted) throws Exception {
    String answer = get("/observe/metrics", "Accept-Encoding: " + accepted);

    assertThat(head(answer)).contains("\r\nContent-encoding: gzip");
    byte[] zipped = body(answer).getBytes(ISO_8859_1);
    try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      assertThat(new String(text.readAllBytes(), ISO_8859_1))
          .isEqualTo(body(get("/observe/metrics")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "br, gzip; q=0.000, deflate", "xgzip", "gzipx"})
  void whoDoesNotTakeGzipGetsPlainText(String accepted) throws Exception {
    assertThat(head(get("/observe/metrics", "Accept-Encoding: " + accepted)))
        .doesNotContain("gzip");
  }

  @Test
  void aReasonIsValidJsonWhateverPvOutputSaid() throws Exception {
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: \"no\" \\ \u00e9"));
    service.poll();
    String answer = get("/observe/health");

    assertThat(head(answer)).startsWith("HTTP/1.1 503 ").contains("application/json");
    assertThat(
            new ObjectMapper()
                .readTree(body(answer).getBytes(ISO_8859_1))
                .at("/checks/0/message")
                .textValue())
        .contains("(Unauthorized 401: \"no\" \\ \u00e9)");
  }

  @ParameterizedTest
  @CsvSource({"/observe/health", "/observe/health/live", "/observe/metrics"})
  void itEndsWithTheProgram(String path) throws Exception {
    assertThat(get(path)).startsWith("HTTP/1.1 200 ");
    service.close();
    assertThatThrownBy(() -> get(path)).isInstanceOf(ConnectException.class);
  }
}
