package solar.aps;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import solar.aps.demo.web.Answer;
import solar.aps.servers.Chromium;

/**
 * A house whose program serves its page, and somebody who looks at it. At the end the browser must
 * have asked for nothing elsewhere, and complained of nothing.
 */
final class PageHouse implements AutoCloseable {
  /** Where the ECU shows its readings. */
  static final String PAGE = "/cgi-bin/parameters";

  private static final Path PICTURES = Path.of("target", "page");
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final House house;
  House.Service service;

  /** What the browser says by itself when nobody answers. */
  String expectedComplaint = "nothing at all";

  private final Path folder;
  private final Chromium browser;
  private int port = ObserveTest.freePort();
  private Process process;

  /** The ECU shows eight panels; the browser is a light one of usual size. */
  PageHouse(Path folder, Chromium browser) throws Exception {
    this.folder = folder;
    this.browser = browser;
    house = new House(folder);
    shows(170, 168, 171, 166, 120, 169, 172, 170);
    browser.width(1280);
    browser.dark(false);
    browser.scripts(true);
  }

  /** Starts the program with this house's clock; a test asks for its polls. */
  void start(String... more) throws Exception {
    Stream<String> own =
        Stream.of("web.port", Integer.toString(port), "ecu.max-age", "0", "history.days", "90");
    service = house.service(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }

  /** Starts the built jar with its demo, and opens its page. */
  void demo() throws IOException {
    Path out = folder.resolve("out");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("aps-solar.jar"),
                "--demo")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    port = Waiting.until(() -> portIn(out));
    Waiting.untilTrue(this::isUp);
    browser.open(address());
  }

  private static Integer portIn(Path out) {
    try {
      Matcher page = ADDRESS.matcher(Files.readString(out));
      return page.find() ? Integer.valueOf(page.group(1)) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isUp() {
    try (Socket socket = new Socket(address().getHost(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the page is. */
  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  int port() {
    return port;
  }

  /** From now on the ECU shows these panels, two an inverter; null is a silent one. */
  void shows(Integer... watts) {
    house.ecu.answer(PAGE, Answer.page(rows("4070000000", watts)));
  }

  /** An ECU's page with these panels. */
  static String rows(String serial, Integer... watts) {
    String rows =
        IntStream.range(0, watts.length)
            .mapToObj(
                i ->
                    "<tr><td>%s%02d-%c</td><td>%s</td><td>50.1 Hz</td><td>234 V</td><td>50 C</td><td>2025-06-15 11:07:07</td></tr>"
                        .formatted(
                            serial,
                            i / 2 + 1,
                            "AB".charAt(i % 2),
                            watts[i] == null ? "-" : watts[i] + " W"))
            .collect(joining());
    String head = House.PAGE.substring(0, House.PAGE.indexOf("</center>"));
    return head + "</center>" + rows + "</table>";
  }

  /** What the program tells of now. */
  JsonNode now() {
    try {
      HttpRequest request = HttpRequest.newBuilder(address().resolve("api/now")).build();
      return new ObjectMapper()
          .readTree(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer from " + address(), e);
    }
  }

  /** Opens the page, and waits until all of it is there. */
  void open(String sentence) {
    browser.open(address());
    see("#sentence", sentence);
    Waiting.untilTrue(() -> browser.count(".panel .value") > 0 && browser.count("canvas") > 0);
  }

  /** Waits until this is seen. */
  void see(String selector, String text) {
    Waiting.untilTrue(() -> browser.text(selector).contains(text));
  }

  /** Keeps what is seen, for whoever wants to look at it. */
  void photograph(String name) throws IOException {
    browser.photograph(PICTURES.resolve(name + ".png"));
  }

  @Override
  public void close() throws IOException {
    browser.scripts(true);
    // else the page would ask a program that has ended
    browser.open(URI.create("about:blank"));
    List<String> requests = browser.requests();
    List<String> console = browser.console();
    if (service != null) {
      service.close();
    }
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
    house.close();
    assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(address().toString()));
    assertThat(console).allMatch(line -> line.contains(expectedComplaint));
  }
}
