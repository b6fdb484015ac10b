package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** The first run of the built jar at a terminal, which {@code script} makes for it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SetupServersIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final char CTRL_C = 3;

  @TempDir Path folder;
  private House house;
  private Process terminal;
  private OutputStream keyboard;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private int seen;

  @BeforeEach
  void start() throws Exception {
    // the program itself has the time of this machine
    house = new House(folder, Instant.now(), ZoneId.of("Europe/Berlin"));
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    Files.writeString(
        folder.resolve("application.properties"),
        "ecu.host=%s\necu.max-age=0\npvoutput.url=%s\n"
            .formatted(house.ecu.host(), house.pvOutput.url()));
    terminal =
        new ProcessBuilder(
                // whatever starts the tests in the background lets its children ignore a ctrl-C
                "env",
                "--default-signal=INT",
                "script",
                "-qec",
                "'%s' -jar '%s' --setup".formatted(JAVA, System.getProperty("aps-solar.jar")),
                "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    keyboard = terminal.getOutputStream();
    Thread reader = new Thread(() -> copy(terminal.getInputStream()));
    reader.setDaemon(true);
    reader.start();
  }

  @AfterEach
  void tearDown() {
    terminal.descendants().forEach(ProcessHandle::destroyForcibly);
    terminal.destroyForcibly();
    house.close();
  }

  private void copy(InputStream from) {
    try {
      from.transferTo(screen);
    } catch (IOException e) {
      return; // the terminal is closed
    }
  }

  private String screen() {
    return screen.toString(UTF_8);
  }

  /** Waits for these words to appear, and types. */
  private void type(String question, String answer) throws IOException {
    Waiting.untilTrue(() -> screen().indexOf(question, seen) >= 0);
    seen = screen().indexOf(question, seen) + question.length();
    keyboard.write((answer + "\n").getBytes(UTF_8));
    keyboard.flush();
  }

  @Test
  void fromQuestionsToARunningService() throws Exception {
    int port = ObserveTest.freePort();
    type("Address of the ECU", "");
    type("Number of panels", "");
    type("Time zone", "Europe/Berlin");
    type("PVOutput.org?", "y");
    type("API key", House.API_KEY);
    type("System Id", House.SYSTEM_ID);
    type("Minutes between two statuses", "");
    type("Home Assistant", "n");
    type("Show the panels on a page", "y");
    type("Port of the page", Integer.toString(port));
    type("Shown at", "");

    assertThat(terminal.waitFor()).as(screen()).isZero();
    String command = "java -jar " + System.getProperty("aps-solar.jar");
    assertThat(screen())
        .contains("407000000001-A: 120 W", "✓ settings:", "Start it now:", command)
        .doesNotContain(House.API_KEY);
    Path file = folder.resolve("application.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("application.properties.bak")).exists();

    Process service =
        new ProcessBuilder(List.of(command.replaceFirst("^java", JAVA).split(" ")))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      Waiting.untilTrue(() -> answers(port) == 200 && !house.pvOutput.statuses().isEmpty());
    } finally {
      service.destroy();
      service.waitFor();
    }
  }

  private static int answers(int port) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      return 0; // not yet
    }
  }

  @Test
  void whoInterruptsItHasChangedNothing() throws Exception {
    String before = Files.readString(folder.resolve("application.properties"));
    type("Address of the ECU", "");
    type("Number of panels", "");
    type("Time zone", "Europe/Berlin");
    type("PVOutput.org?", "y");
    Waiting.untilTrue(() -> screen().contains("API key"));
    keyboard.write(CTRL_C);
    keyboard.flush();

    assertThat(terminal.waitFor()).isNotZero();
    assertThat(folder.resolve("application.properties")).hasContent(before);
    assertThat(folder.resolve("application.properties.bak")).doesNotExist();
  }
}
