package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** The built jar, started as a user starts it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class JarIT {
  @TempDir Path folder;
  private House house;
  private Process process;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    if (process != null) {
      process.destroyForcibly();
    }
    house.close();
  }

  @Test
  void onceWithJsonPrintsNothingButJson() throws Exception {
    configure("ecu.max-age=0");

    assertThat(run("--once", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out()).get("total_watts_raw").intValue()).isEqualTo(120);
  }

  @Test
  void theTextIsUtf8WhateverTheLocale() throws Exception {
    configure("ecu.max-age=0");

    assertThat(run("--once")).isZero();
    assertThat(out()).contains("407000000001-B: — W").contains("Avg temp: 50.0 °C");
    assertThat(err()).isEmpty();
  }

  @Test
  void theSourcesOfAFaultAreToldInOnePlainLineEach() throws Exception {
    assertThat(run("--once")).isEqualTo(1);
    assertThat(err()).startsWith("application.properties does not exist").hasLineCount(1);
  }

  @Test
  void anEcuThatIsAwayEndsWith2AndOnePlainLine() throws Exception {
    configure("ecu.timeout=1s");
    house.ecu.close();

    assertThat(run("--once", "--json")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("WARN ecu: nothing accepts connections").hasLineCount(1);
    assertThat(house.letters()).hasSize(1);
  }

  @Test
  void aSinkThatFailsEndsWith3AndOnePlainLine() throws Exception {
    configure("ecu.max-age=0\njson-file.path=application.properties/readings.jsonl");

    assertThat(run("--once")).isEqualTo(3);
    assertThat(err()).contains("WARN json-file: ").hasLineCount(1);
  }

  @Test
  void aPvOutputThatRefusesEndsWith4AndOnePlainLine() throws Exception {
    // the process has the real time, and that of this PVOutput's limit is another
    house.pvOutput.limit(60, false);
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: Invalid API Key"));
    configure(
        "ecu.max-age=0\npvoutput.publish=yes\npvoutput.api-key=abc\npvoutput.system-id=1\npvoutput.url="
            + house.pvOutput.url());

    assertThat(run("--once")).isEqualTo(4);
    assertThat(out()).contains("PVOutput refuses the settings");
    assertThat(err())
        .contains("ERROR 1 of 2 panels")
        .contains("PVOutput refuses the settings (Unauthorized 401: Invalid API Key)")
        .hasLineCount(1);
  }

  @Test
  void aBrokenSinkFileEndsWith1AndOnePlainLine() throws Exception {
    Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(folder.resolve("sinks/bad.yaml"), "- rout: {}\n");
    configure("sinks.dir=sinks");

    assertThat(run("--once")).isEqualTo(1);
    assertThat(err()).startsWith("cannot start: sinks/bad.yaml: ").hasLineCount(1);
  }

  @Test
  void theKeyIsInNoLogHoweverMuchIsLogged() throws Exception {
    String key = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4";
    house.pvOutput.answer(Answer.status(500, "no luck with " + key));
    configure(
        "ecu.max-age=0\npvoutput.publish=yes\npvoutput.api-key=%s\npvoutput.system-id=1\npvoutput.url=%s"
            .formatted(key, house.pvOutput.url()));

    start("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug", "--once");

    assertThat(process.waitFor()).isEqualTo(4);
    assertThat(err()).contains("DEBUG").contains("no luck with ****").doesNotContain(key);
    assertThat(out()).doesNotContain(key);
  }

  @Test
  void aTraceIsThereForThoseWhoAskForDebugLogging() throws Exception {
    configure("ecu.timeout=1s");
    house.ecu.close();

    start("-Dorg.slf4j.simpleLogger.log.solar.aps=debug", "--once");

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(err()).contains("\tat org.apache");
  }

  @Test
  void theDemoTellsWhereItsPageIsAndHowEachPollWent() throws Exception {
    start("--demo");

    awaitLog("of 20 panels, ");
    awaitLog("published OK 200, outbox 0");
    awaitLog("C2 (406000000006-2) 45 %");
    while (err().split("published OK").length < 4) {
      Thread.onSpinWait(); // the pace of the polls is that of the clock
    }
    Matcher page = Pattern.compile("the page: (http://127\\.0\\.0\\.1:\\d+/) ").matcher(err());
    assertThat(page.find()).isTrue();
    assertThat(err().lines().limit(3)).anyMatch(line -> line.contains(page.group()));
    assertThat(get(page.group(1))).contains("<html");
    assertThat(get(page.group(1) + "observe/health")).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sigtermLeavesNothingOfTheDemo() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    start("-Djava.io.tmpdir=" + temporary, "--demo");
    awaitLog("published OK 200, outbox 0");

    process.destroy();

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aDryRunOfTheServiceShowsEveryPoll() throws Exception {
    start("--demo", "--dry-run");

    try (BufferedReader lines = process.inputReader()) {
      assertThat(linesUntil(lines, "X-Pvoutput-Apikey: ****"))
          .contains("console would print:", "pvoutput would send:");
      assertThat(linesUntil(lines, "X-Pvoutput-Apikey: ****")).contains("console would print:");
    }
  }

  @Test
  void theCheckTellsEachStepInUtf8() throws Exception {
    configure("pvoutput.publish=no");

    assertThat(run("--check")).isZero();
    assertThat(out())
        .contains("✓ settings: ", "✓ ECU: ", "✓ ECU page: ", "! ECU clock: ", "✓ dead-letter.dir: ")
        .hasLineCount(6);
    assertThat(err()).isEmpty();
  }

  @Test
  void aServiceTellsItsHealthAndItsMetrics() throws Exception {
    int port = ObserveTest.freePort();
    configure("ecu.max-age=0\nweb.port=" + port);

    start();

    awaitLog("the page is at http://127.0.0.1:" + port + "/");
    String address = "http://127.0.0.1:" + port + "/observe/";
    String metrics = get(address + "metrics");
    while (!metrics.contains("apsystems_system_power_watts 120.0")) {
      metrics = get(address + "metrics");
    }
    assertThat(Scrape.of(metrics).samples())
        .containsEntry("apsystems_panel_power_watts{panel=\"407000000001-A\"}", 120.0)
        .containsEntry("aps_solar_dead_letters_total{sink=\"ecu\"}", 0.0);
    assertThat(get(address + "health")).isEqualTo("{\"status\":\"UP\"}");
    assertThat(err()).doesNotContain("WARN", "ERROR");
  }

  @Test
  void withoutAPortNothingThatServesOrMeasuresIsLoaded() throws Exception {
    configure("ecu.max-age=0\npvoutput.publish=yes\npvoutput.api-key=abc\npvoutput.system-id=1");

    start("-Xlog:class+load:file=classes");

    awaitLog("polling the ECU");
    process.destroy();
    process.waitFor();
    assertThat(Files.readAllLines(folder.resolve("classes")))
        .anyMatch(line -> line.contains(" solar.aps.Program "))
        .noneMatch(line -> line.matches(".* solar\\.aps\\.metrics\\..*"))
        .noneMatch(line -> line.matches(".* io\\.prometheus\\..*"))
        .noneMatch(line -> line.matches(".* (com\\.)?sun\\.net\\.httpserver\\..*"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sigtermLetsThePollInFlightFinish() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange -> {
          process.destroy();
          // the answer is sent when the program has begun to end: its log says so
          awaitLog("ending; a poll that has begun is finished first");
          Answer.page(House.PAGE).send(exchange);
        });
    configure("ecu.max-age=0");

    start();

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(out()).contains("407000000001-A: 120 W");
  }

  private void configure(String lines) throws IOException {
    Files.writeString(
        folder.resolve("application.properties"),
        "ecu.source=page\necu.host=%s\ntime-zone=Europe/Berlin\n%s\n"
            .formatted(house.ecu.host(), lines));
  }

  private int run(String... arguments) throws Exception {
    start(arguments);
    return process.waitFor();
  }

  private void start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : arguments) {
      if (isForTheJvm(argument)) {
        command.add(argument);
      }
    }
    command.add("-jar");
    command.add(System.getProperty("aps-solar.jar"));
    for (String argument : arguments) {
      if (!isForTheJvm(argument)) {
        command.add(argument);
      }
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.redirectError(folder.resolve("err").toFile());
    if (!List.of(arguments).contains("--demo")) {
      builder.redirectOutput(folder.resolve("out").toFile());
    }
    process = builder.start();
  }

  private static boolean isForTheJvm(String argument) {
    return argument.startsWith("-D") || argument.startsWith("-X");
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void awaitLog(String text) throws IOException {
    while (!err().contains(text)) {
      Thread.onSpinWait();
    }
  }

  private static List<String> linesUntil(BufferedReader lines, String part) throws IOException {
    List<String> seen = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen.add(line);
      if (line.contains(part)) {
        return seen;
      }
    }
    throw new AssertionError("the output ended without \"" + part + "\":\n" + seen);
  }
}
