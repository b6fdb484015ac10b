package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.pvoutput.ReceivedRequest;
import solar.aps.demo.web.Answer;

/** What {@code --check} shows of each step, and the exit code it ends with. */
class CheckTest {
  private static final String PATH = "/cgi-bin/parameters";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer(PATH, Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void aHouseInOrderHasOneGoodLineAStep() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.copy(Path.of("src/main/dist/sinks/csv.yaml"), sinks.resolve("csv.yaml"));
    String readings = folder.resolve("json/readings-{date}.jsonl").toString();

    House.Run run =
        publishing(
            "json-file.path",
            readings,
            "sinks.dir",
            sinks.toString(),
            "panels.expected-count",
            "2");

    assertThat(run.out().lines())
        .containsExactly(
            "✓ settings: they are complete and make sense",
            "✓ ECU: %s accepts connections".formatted(house.ecu.host()),
            "✓ ECU page: http://%s%s (the form of the oldest firmware) shows 2 panels, 1 of them missing: 407000000001-B"
                .formatted(house.ecu.host(), PATH),
            "✓ ECU clock: it reports 3 minutes behind our clock (11:10, Europe/Berlin)",
            "✓ dead-letter.dir: %s can be written".formatted(folder.resolve("dead-letter")),
            "✓ sinks.dir: every file of %s can be loaded".formatted(sinks),
            "✓ json-file.path: %s can be written"
                .formatted(folder.resolve("json/readings-2025-06-15.jsonl")),
            "✓ data.dir: %s can be written".formatted(folder.resolve("data")),
            "✓ PVOutput: it accepts the key and the system id of Simulated Roof; whether the key may"
                + " write, only a status shows",
            "✓ PVOutput system: the settings agree with status interval 5 minutes, time zone"
                + " Europe/Berlin, donor yes");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void nothingIsPublishedAndNothingLeftBehind() throws Exception {
    publishing("json-file.path", folder.resolve("a/b/readings.jsonl").toString());

    assertThat(house.pvOutput.requests())
        .extracting(ReceivedRequest::path)
        .containsExactly("/service/r2/getsystem.jsp?donations=1&tz=1");
    assertThat(house.ecu.requests()).containsExactly("GET " + PATH, "GET /cgi-bin/home");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aServiceThatRunsMeanwhileIsNoFault() throws Exception {
    try (House.Service service = house.service("pvoutput.publish", "true")) {
      service.poll();

      assertThat(publishing().exitCode()).isZero();
      service.poll();
    }
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void everyFaultOfTheSettingsIsALineAndTheRestIsNotTried() throws Exception {
    Path file = folder.resolve("aps.properties");
    Files.writeString(file, "ecu.host=http://192.168.1.102\npoll.interval=10s\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        ApsSolar.run(
            new String[] {"--config", file.toString(), "--check"},
            Map.of(),
            out,
            new PrintStream(new ByteArrayOutputStream()));

    assertThat(exitCode).isEqualTo(1);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.subList(0, 2))
        .allMatch(line -> line.startsWith("✗ settings: " + file))
        .anyMatch(line -> line.contains("ecu.host"))
        .anyMatch(line -> line.contains("poll.interval"));
    assertThat(lines.get(2))
        .isEqualTo("- ECU, folders, sinks and PVOutput: not tried: mend the settings first");
  }

  @Test
  void aKeyThatCamelDoesNotTakeIsAFaultOfTheSettings() {
    House.Run run = house.check("camel.main.nmae", "pa55word");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("✗ settings: cannot start: Camel does not take the key camel.main.nmae")
        .doesNotContain("pa55word");
  }

  @Test
  void anEcuWhoseNameNobodyKnowsEndsWith2() {
    assertThatEcuFails(
        "✗ ECU: the ECU's name in http://no-such-ecu.invalid is not known on this network",
        "ecu.host",
        "no-such-ecu.invalid");
  }

  @Test
  void anEcuThatIsSwitchedOffEndsWith2AndItsPageIsNotTried() {
    house.ecu.close();

    assertThatEcuFails("✗ ECU: nothing accepts connections at http://" + house.ecu.host());
  }

  private void assertThatEcuFails(String line, String... keysAndValues) {
    House.Run run = house.check(keysAndValues);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .contains(line)
        .contains("- ECU page: not tried: there is no connection")
        .contains("✓ dead-letter.dir: ");
  }

  @Test
  void aPageThatIsGoneEndsWith2AndIsNotAskedForAgain() {
    house.ecu.answer(PATH, Answer.status(404, ""));
    house.ecu.answer("/index.php/realtimedata", Answer.status(404, ""));

    House.Run run = house.check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("✓ ECU: ").contains("✗ ECU page: ").contains("page is gone");
    assertThat(house.ecu.requests()).hasSize(2);
  }

  @Test
  void aPageThatIsNoPageOfReadingsEndsWith2() {
    house.ecu.answer(PATH, Answer.page("<html><title>Router</title><p>hello"));

    House.Run run = house.check();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("✗ ECU page: The page has no table of readings");
  }

  @Test
  void aPageThatMovedIsFound() {
    house.ecu.answer(PATH, Answer.status(404, ""));

    assertThat(house.check().out())
        .contains("✓ ECU page: http://" + house.ecu.host() + "/index.php/realtimedata (a form of")
        .contains("shows 8 panels, 1 of them missing: ");
  }

  @Test
  void aClockThatIsAnHourOffIsAWarningThatNamesTheZone() {
    house.clock.pass(Duration.ofHours(1));

    House.Run run = house.check();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "! ECU clock: it reports 1 hour 3 minutes behind our clock (12:10, Europe/Berlin);"
                + " check time-zone");
  }

  @Test
  void aClockThatIsAheadIsSaidToBe() {
    house.ecu.answer(PATH, Answer.page(House.PAGE.replace(" 11:07:07", " 12:10:07")));

    assertThat(house.check().out())
        .contains("! ECU clock: it reports 59 minutes ahead of our clock");
  }

  @Test
  void aNightWithoutPanelsIsNoFault() {
    house.ecu.answer(
        PATH,
        Answer.page(House.PAGE.replace(" 120&nbsp;W", " -").replace("2025-06-15 11:07:07", "-")));

    House.Run run = house.check();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("! ECU page: ")
        .contains("shows 2 panels, and none reports; at night that is as it should be")
        .doesNotContain("ECU clock");
  }

  @Test
  void panelsThatAreNotOnThePageAreAWarning() {
    House.Run run = house.check("panels.expected-count", "10");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("! ECU page: it shows 2 of the 10 panels of panels.expected-count");
  }

  @Test
  void whatIsOddAboutThePageIsAWarning() {
    house.ecu.answer(PATH, Answer.page(House.PAGE.replace(" 234&nbsp;V", " 23x4&nbsp;V")));

    assertThat(house.check().out()).contains("! ECU page: Panel 407000000001-A, Grid Voltage");
  }

  @Test
  void ofMuchThatIsOddTenLinesAreToldAndTheOthersCounted() {
    String row = House.PAGE.lines().toList().get(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      rows.append(row.replace("407000000001", Integer.toString(i)).replace("&nbsp;", "x"));
    }
    house.ecu.answer(PATH, Answer.page(House.PAGE.replace(row, rows)));

    House.Run run = house.check();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("! ECU page: Panel "))).hasSize(10);
    assertThat(run.out().lines()).contains("! ECU page: and 11,990 more like these on the page");
  }

  @Test
  void aFolderForDeadLettersThatCannotBeMadeEndsWith1() throws Exception {
    assertThatFails(1, "dead-letter.dir");
  }

  @Test
  void aFolderForTheOutboxThatCannotBeMadeEndsWith4() throws Exception {
    assertThatFails(4, "data.dir");
  }

  @Test
  void aJsonFileThatCannotBeMadeEndsWith3() throws Exception {
    assertThatFails(3, "json-file.path");
  }

  private void assertThatFails(int exitCode, String key) throws Exception {
    Path below = Files.createFile(folder.resolve("file")).resolve("below/it");

    House.Run run = publishing(key, below.toString());

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).contains("✗ %s: %s cannot be written (".formatted(key, below));
  }

  @Test
  void aJsonFileThatIsThereIsLeftAsItIs() throws Exception {
    Path readings = Files.writeString(folder.resolve("readings.jsonl"), "{}\n");

    assertThat(house.check("json-file.path", readings.toString()).exitCode()).isZero();
    assertThat(readings).hasContent("{}\n");
  }

  @Test
  void aSinkFileThatIsBrokenEndsWith1AndPvOutputIsStillAsked() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(sinks.resolve("bad.yaml"), "- rout: {}\n");

    House.Run run = publishing("sinks.dir", sinks.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("✗ sinks.dir: cannot start: " + sinks.resolve("bad.yaml") + ": ")
        .contains("✓ PVOutput: ");
  }

  @Test
  void aSinkOfAComponentThatIsNotThereIsNamed() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(
        sinks.resolve("mine.yaml"),
        "- route: {id: sink-mine, group: sink, from: {uri: 'direct:sink-mine', steps: [{to: 'mqtt9:x'}]}}");

    assertThat(house.check("sinks.dir", sinks.toString()).out())
        .containsPattern("✗ sinks.dir: cannot start: .*mine.yaml: .*mqtt9");
  }

  @Test
  void aRouteOfASinkFileIsLoadedAndNotStarted() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(
        sinks.resolve("mine.yaml"),
        """
        - route:
            id: sink-mine
            group: sink
            from: {uri: 'direct:sink-mine', steps: [{stop: {}}]}
        - route:
            id: clock
            from:
              uri: timer:now?delay=-1&repeatCount=1
              steps: [{setBody: {constant: x}}, {to: 'file:%s'}]
        """
            .formatted(folder.resolve("trace")));

    assertThat(house.check("sinks.dir", sinks.toString()).out()).contains("✓ sinks.dir: ");
    assertThat(folder.resolve("trace")).doesNotExist();
  }

  @Test
  void aPvOutputThatIsAwayEndsWith4() {
    house.pvOutput.close();

    assertThatPvOutputFails("✗ PVOutput: PVOutput cannot be reached (Connection refused)");
  }

  @Test
  void aKeyThatIsRefusedEndsWith4() {
    assertThatPvOutputFails(
        "✗ PVOutput: PVOutput refuses the settings (Unauthorized 401: Invalid API Key). Check",
        "pvoutput.api-key",
        "another");
  }

  @Test
  void aSystemThatIsRefusedEndsWith4() {
    assertThatPvOutputFails("Invalid System ID", "pvoutput.system-id", "1");
  }

  @Test
  void aSpentLimitIsSaidToBeThat() {
    house.pvOutput.limit(0, true);

    assertThatPvOutputFails("limit of requests an hour is spent");
  }

  @Test
  void aPageInPvOutputsPlaceIsNotTakenForIt() {
    house.pvOutput.answer(Answer.page("<h1>Please log in to the hotel</h1>"));

    assertThatPvOutputFails("PVOutput answered \"HTTP 200 <h1>Please log in");
  }

  private void assertThatPvOutputFails(String words, String... keysAndValues) {
    House.Run run = publishing(keysAndValues);

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains(words).contains("- PVOutput system: not tried: ");
  }

  @Test
  void theFirstFailureGivesTheExitCode() {
    house.ecu.close();
    house.pvOutput.close();

    assertThat(publishing().exitCode()).isEqualTo(2);
  }

  @Test
  void withoutPublishingPvOutputIsNotAsked() {
    House.Run run = house.check();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("- PVOutput: not tried: pvoutput.publish=no\n");
    assertThat(house.pvOutput.requests()).isEmpty();
  }

  @Test
  void whatOnlyDonorsMaySendIsAWarningForOthers() {
    house.pvOutput.donor(false);

    House.Run run =
        publishing(
            "pvoutput.send-freq", "yes", "pvoutput.batch-size", "31", "pvoutput.max-age", "15d");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("! PVOutput system: only donors may send v11; set pvoutput.send-freq=false")
        .contains("only donors may send 31 statuses at once; set pvoutput.batch-size=30")
        .contains("only donors may send statuses older than 14 days; set pvoutput.max-age=14d");
  }

  @Test
  void anotherIntervalOrZoneAtPvOutputIsAWarning() {
    house.pvOutput.statusInterval(10);

    House.Run run = publishing("time-zone", "Europe/London");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "! PVOutput system: its status interval is 10 minutes, pvoutput.status-interval is 5")
        .contains("! PVOutput system: its time zone is Europe/Berlin, ours is Europe/London");
  }

  @Test
  void aZoneOfAnotherNameWithTheSameTimeAgrees() {
    assertThat(publishing("time-zone", "Europe/Paris", "pvoutput.status-interval", "auto").out())
        .contains("✓ PVOutput system: ");
  }

  @Test
  void theKeyIsInNoLine() {
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: no such key " + House.API_KEY));

    assertThat(publishing().out()).contains("no such key ****").doesNotContain(House.API_KEY);
  }

  private House.Run publishing(String... more) {
    return house.check(
        Stream.concat(Stream.of("pvoutput.publish", "true"), Stream.of(more))
            .toArray(String[]::new));
  }
}
