package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.config.SettingsException;
import solar.aps.demo.web.Answer;
import solar.aps.discovery.Device;
import solar.aps.plugin.Output;
import solar.aps.setup.Setup;
import solar.aps.source.Sighting;

/** The first run, with somebody who types. */
class SetupTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private Path file;
  private House house;

  @BeforeEach
  void build() throws Exception {
    // the program itself has the time of this machine
    house = new House(folder, Instant.now(), ZoneId.of("Europe/Berlin"));
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    file = folder.resolve("application.properties");
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  /** What leads to the simulators and keeps all files in the folder. */
  private Map<String, String> answers() {
    return Map.of(
        "pvoutput.url", house.pvOutput.url().toString(),
        "data.dir", folder.resolve("data").toString().replace('\\', '/'),
        "dead-letter.dir", folder.resolve("dead-letter").toString().replace('\\', '/'),
        "ecu.max-age", "0");
  }

  private int setUp(Typist typist) throws SettingsException {
    return setUp(Optional.of(typist), answers());
  }

  private int setUp(Optional<Typist> typist, Map<String, String> answers) throws SettingsException {
    List<Device> network =
        List.of(
            new Device(house.ecu.host(), Sighting.ofEcu("216200000001", 1), "page"),
            new Device("10.0.0.9", Sighting.of("EZ1-M", "E07000000001", 1), "ez1"));
    return new Setup(ApsSolar.keys(), environment, new Output(out), say -> network)
        .run(
            new Setup.Request(file, true, answers, typist.map(t -> t)),
            () -> run("--check", "--config", file.toString()));
  }

  private int run(String... arguments) {
    return ApsSolar.run(
        arguments,
        environment,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  /** Nothing but the ECU and the time zone. */
  private Typist shortly() {
    return new Typist()
        .types("Address of the ECU", "1")
        .types("Number of panels", "")
        .types("Time zone", "Europe/Berlin")
        .types("PVOutput.org?", "n")
        .types("Home Assistant", "n")
        .types("page", "n");
  }

  @Test
  void everyWrongAnswerIsAskedForAgainAndAllOfItWorksInTheEnd() throws Exception {
    house.pvOutput.statusInterval(10);
    try (MqttBroker broker = MqttBroker.startWithLogin()) {
      Typist typist =
          new Typist()
              .types("Address of the ECU", "http://192.168.1.102/cgi-bin")
              .types("Address of the ECU", "")
              .types("Address of the ECU", "look")
              .types("Address of the ECU", "1")
              .types("Number of panels", "many")
              .types("Number of panels", "")
              .types("Time zone", "Europe/Berln")
              .types("Time zone", "Europe/Berlin")
              .types("PVOutput.org?", "maybe")
              .types("PVOutput.org?", "y")
              .typesSecretly("API key", "two words")
              .typesSecretly("API key", "00000000wrong")
              .types("System Id", "my roof")
              .types("System Id", House.SYSTEM_ID)
              .types("Type them again?", "y")
              .typesSecretly("API key", House.API_KEY)
              .types("System Id", "")
              .types("Minutes between two statuses", "")
              .types("Home Assistant", "y")
              .types("Address of the broker", "192.168.1.10")
              .types("Address of the broker", broker.url())
              .types("User at the broker", MqttBroker.USER)
              .typesSecretly("Password", "pa55w0rd-of-nobody")
              .types("Type them again?", "")
              .types("Address of the broker", "")
              .types("User at the broker", "")
              .typesSecretly("Password", MqttBroker.PASSWORD)
              .types("page", "")
              .types("Port of the page", "0")
              .types("Port of the page", "8181")
              .types("Shown at", "");

      assertThat(setUp(typist)).as(out.toString(UTF_8)).isZero();

      assertThat(typist.isDone()).isTrue();
      assertThat(out.toString(UTF_8))
          .contains("1) " + house.ecu.host() + "  ECU-R-PRO 216200000001  source page")
          .contains("that is a URL; write host or host:port only")
          .contains("an answer is needed here")
          .contains("shows 2 panels:", "407000000001-A: 120 W", "407000000001-B: — W")
          .contains("that is not a number of panels")
          .contains("did you mean Europe/Berlin?")
          .contains("that is neither yes nor no")
          .contains("that has spaces, quotes")
          .contains("that is not a number: the System Id is wanted")
          .contains("✗ PVOutput: PVOutput refuses the settings")
          .contains("the status interval of this system at PVOutput is 10")
          .contains("that is not the address of a broker")
          .contains("✗ MQTT:", "✓ MQTT:")
          .contains("that is not a port")
          .contains("✓ settings: they are complete")
          .contains("Start it now:", " --config " + file)
          .doesNotContain(House.API_KEY, MqttBroker.PASSWORD, "00000000wrong", "two words");
      assertThat(typist.prompts.toString()).doesNotContain(House.API_KEY, MqttBroker.PASSWORD);
      assertThat(Files.readString(file).lines())
          .contains(
              "ecu.host=" + house.ecu.host(),
              "panels.expected-count=2",
              "time-zone=Europe/Berlin",
              "pvoutput.publish=true",
              "pvoutput.api-key=" + House.API_KEY,
              "pvoutput.system-id=" + House.SYSTEM_ID,
              "pvoutput.status-interval=10",
              "mqtt.url=" + broker.url(),
              "mqtt.username=" + MqttBroker.USER,
              "mqtt.password=" + MqttBroker.PASSWORD,
              "web.port=8181",
              "web.host=127.0.0.1",
              "# --- The ECU ---------------------------------------------------------------------------------------");
      assertOnlyOurs(file);
      assertThat(house.pvOutput.statuses()).isEmpty();
      assertThat(run("--once", "--config", file.toString())).isZero();
      assertThat(house.pvOutput.statuses()).hasSize(1);
    }
  }

  private static void assertOnlyOurs(Path secret) throws Exception {
    if (Files.getFileStore(secret).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void whatIsThereIsProposedAndKept() throws Exception {
    Files.writeString(
        file,
        """
        ecu.host=%s
        management.port=8282
        pvoutput.publish=yes
        pvoutput.api-key=%s
        pvoutput.system-id=%s
        pvoutput.send-energy=true
        sink.webhook.token=a\\\\b
        camel.main.name=mine
        """
            .formatted(house.ecu.host(), House.API_KEY, House.SYSTEM_ID));
    String before = Files.readString(file);
    Typist typist =
        new Typist()
            .types("[" + house.ecu.host() + "]", "")
            .types("Number of panels", "-")
            .types("Time zone", "Europe/Berlin")
            .types("PVOutput.org? (y/n) [y]", "")
            .typesSecretly("[as before]", "")
            .types("[" + House.SYSTEM_ID + "]", "")
            .types("Minutes", "")
            .types("Home Assistant, by MQTT? (y/n) [n]", "")
            .types("page, for a browser? (y/n) [y]", "")
            .types("[8282]", "")
            .types("[127.0.0.1]", "");

    assertThat(setUp(typist)).as(out.toString(UTF_8)).isZero();

    Path backup = folder.resolve("application.properties.bak");
    assertThat(backup).hasContent(before);
    assertOnlyOurs(backup);
    assertThat(out.toString(UTF_8)).contains("what was there is kept as " + backup);
    assertThat(Files.readString(file).lines())
        .contains(
            "ecu.host=" + house.ecu.host(),
            "# panels.expected-count=10",
            "pvoutput.api-key=" + House.API_KEY,
            "pvoutput.send-energy=true",
            "web.port=8282",
            "camel.main.name=mine",
            "sink.webhook.token=a\\\\b")
        .doesNotContain("management.port=8282");
  }

  @Test
  void theExampleItselfIsNoAnswer() throws Exception {
    Files.copy(Path.of("application.properties.example"), file);

    assertThat(setUp(shortly())).isZero();

    assertThat(Files.readString(file)).contains("\necu.host=" + house.ecu.host() + "\n");
  }

  @Test
  void anEcuThatIsNotReadCanBeAnotherOrIsKept() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page("<p>maintenance</p>"));
    Typist typist =
        new Typist()
            .types("Address of the ECU", "1")
            .types("Give another address?", "y")
            .types("Address of the ECU", house.ecu.host())
            .types("Give another address?", "n")
            .types("Number of panels", "")
            .types("Time zone", "")
            .types("PVOutput.org?", "n")
            .types("Home Assistant", "n")
            .types("page", "n");

    assertThat(setUp(typist)).isEqualTo(ExitCode.ECU.code);

    assertThat(typist.isDone()).isTrue();
    assertThat(out.toString(UTF_8)).contains("Mend what has a ✗ above");
    assertThat(Files.readString(file)).contains("ecu.host=" + house.ecu.host());
  }

  @Test
  void untilTheLastAnswerNothingIsWritten() {
    Typist typist = new Typist().types("Address of the ECU", "1").types("Number of panels", "");

    assertThatThrownBy(() -> setUp(typist))
        .isInstanceOf(SettingsException.class)
        .hasMessage("the answers ended; nothing was written");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void optionsAndTheEnvironmentAnswerEverything() throws Exception {
    environment.put("PVOUTPUT_API_KEY", House.API_KEY);
    environment.put("TIME_ZONE", "Europe/Berlin");

    int code =
        run(
            "--setup",
            "--config",
            file.toString(),
            "--ecu-host",
            house.ecu.host(),
            "--set",
            "pvoutput.system-id=" + House.SYSTEM_ID,
            "--set",
            "pvoutput.url=" + house.pvOutput.url(),
            "--set",
            "web.port=",
            "--set",
            "data.dir=" + folder.resolve("data").toString().replace('\\', '/'),
            "--yes");

    assertThat(code).as(out.toString(UTF_8) + err).isZero();
    environment.clear();
    assertThat(Files.readString(file).lines())
        .contains(
            "ecu.host=" + house.ecu.host(),
            "panels.expected-count=2",
            "time-zone=Europe/Berlin",
            "pvoutput.publish=true",
            "pvoutput.api-key=" + House.API_KEY,
            "pvoutput.status-interval=5",
            "# web.port=9090");
    assertOnlyOurs(file);
    assertThat(out.toString(UTF_8) + err).doesNotContain(House.API_KEY);
    assertThat(run("--check", "--config", file.toString())).isZero();
  }

  @Test
  void withoutATerminalItSaysWhatToDo() {
    assertThat(run("--setup", "--config", file.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("here is no terminal", "--ecu-host").hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--yes | --yes answers the questions of --setup and --backfill; add one of them",
        "--set time-zone=UTC | --set and --ecu-host answer questions of --setup",
        "--ecu-host ecu | --set and --ecu-host answer questions of --setup",
        "--setup --yes --set pvoutput.api-key=0123 | environment variable PVOUTPUT_API_KEY instead",
        "--setup --yes --set ecu.hots=x | --set: unknown key ecu.hots; did you mean `ecu.host`?",
        "--setup --yes --ecu-host http://x | ecu.host=http://x is a URL",
        "--setup --yes --ecu-host x --config a.json | a.json is JSON",
      })
  void whatCannotBeUsedIsNamed(String arguments, String fault) {
    assertThat(run(arguments.split(" "))).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains(fault).doesNotContain("0123").hasLineCount(1);
  }

  @Test
  void whatHasNoProposalMustBeGiven() {
    Map<String, String> more = new HashMap<>(answers());
    more.put("ecu.host", house.ecu.host());
    more.put("pvoutput.publish", "true");

    assertThatThrownBy(() -> setUp(Optional.empty(), more))
        .hasMessageContaining(
            "pvoutput.api-key is not known and has no proposal; give it as the environment variable PVOUTPUT_API_KEY");
    assertThat(file).doesNotExist();
  }

  @Test
  void ofSeveralEcusNoneIsChosenWithoutAsking() {
    assertThatThrownBy(() -> setUp(Optional.empty(), answers()))
        .hasMessageContaining("ecu.host is not known and has no proposal");
  }

  @Test
  void settingsOfSeveralEcusAreLeftAlone() throws Exception {
    Files.writeString(file, "ecus=roof,barn\n");

    assertThatThrownBy(() -> setUp(shortly())).hasMessageContaining("names several ECUs");
    assertThat(file).hasContent("ecus=roof,barn");
  }
}
