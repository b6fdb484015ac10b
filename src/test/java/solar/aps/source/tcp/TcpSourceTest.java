package solar.aps.source.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.main.Main;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.check.Finding;
import solar.aps.config.CommonKeys;
import solar.aps.config.Loading;
import solar.aps.config.Settings;
import solar.aps.demo.SettableClock;
import solar.aps.demo.ecu.PortFrames;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.ecu.SimulatedEcuPort.Reply;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.CycleReport;
import solar.aps.flow.ErrorPolicy;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.flow.PollRoute;
import solar.aps.generation.EcuReading;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelReading;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.source.EcuKeys;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/** An ECU that is read by its port, over real connections. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpSourceTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String INFO = "APS1100160001END";
  private static final String INVERTERS = "APS1100280002216000099001END";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final byte[] FIVE = Frames.bytes("five-inverters-of-every-known-length");

  @TempDir Path folder;
  private SettableClock clock;
  private SimulatedEcuPort ecu;
  private int ethernetSide;

  @BeforeEach
  void build() throws IOException {
    clock =
        new SettableClock(
            LocalDateTime.parse("2025-06-15T12:03:07").atZone(BERLIN).toInstant(), BERLIN);
    ecu = SimulatedEcuPort.start(clock);
    ethernetSide = closedPort();
  }

  @AfterEach
  void tearDown() {
    ecu.close();
  }

  @Test
  void aPollGivesTheSummaryOfAllPanels() throws Exception {
    Main main = new Main();
    Services services = services();
    new Flow(services, plugins())
        .install(main, new CycleReport(line -> {}, false), FlowListener.NOBODY, false);
    main.start();
    try {
      GenerationSummary summary =
          main.getCamelTemplate()
              .request(PollRoute.cycle(CommonKeys.ONE_ECU), exchange -> {})
              .getProperty(CycleOutcome.PROPERTY, CycleOutcome.class)
              .summary();

      assertThat(summary.source()).isEqualTo("tcp://127.0.0.1:" + ecu.port());
      assertThat(summary.receivedCount()).isEqualTo(8);
      assertThat(summary.panels()).containsEntry("406000000001-1", 285).hasSize(8);
      assertThat(summary.avgTempC()).isEqualTo(44.5);
    } finally {
      main.stop();
    }
    assertThat(ecu.requests()).containsExactly(INFO, INVERTERS);
  }

  @Test
  void everyPanelReportsAtTheTimeOfTheEcusRound() throws Exception {
    assertThat(reading().panels())
        .extracting(PanelReading::reportedAt)
        .containsOnly(LocalDateTime.parse("2025-06-15T12:00:00"));
  }

  @Test
  void atNightEveryPanelIsMissing() throws Exception {
    clock.pass(Duration.ofHours(11));

    EcuReading reading = reading();
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.panels())
        .hasSize(8)
        .allSatisfy(panel -> assertThat(panel).isEqualTo(panel.missing()));
  }

  @Test
  void theInfoHoldsTheEnergyOfTheMorning() throws Exception {
    EcuPort port = new EcuPort("127.0.0.1", ecu.port(), ethernetSide, TIMEOUT, TIMEOUT);
    EcuInfo info = Frames.info(port.ask(Command.INFO.request("")));

    assertThat(info.id()).isEqualTo(PortFrames.ECU_ID);
    assertThat(info.energy().todayWh()).isBetween(7_000L, 8_000L);
    assertThat(info.energy().totalKwh()).isGreaterThan(4_321);
  }

  @Test
  void anAnswerInPartsOfAnySizeIsReadToItsDeclaredLength() throws Exception {
    List<PanelReading> whole = Frames.table(FIVE).panels();
    for (int size = 1; size <= 50; size++) {
      ecu.reply("0002", Reply.segments(FIVE, size));
      assertThat(reading().panels()).as("parts of %d bytes", size).isEqualTo(whole);
    }
  }

  @Test
  void whatStandsBehindTheAnswerIsNotRead() throws Exception {
    ecu.reply("0002", Reply.of(Arrays.copyOf(FIVE, 60_000)));

    assertThat(reading().panels()).hasSize(13);
  }

  @Test
  void anEcuThatLeavesTheEndAwayAndHoldsTheConnectionIsRead() throws Exception {
    ecu.reply("0002", Reply.thenHang(Reply.of(Frames.bytes("without-its-end"))));

    assertThat(reading(Duration.ofSeconds(5)).panels()).hasSize(13);
  }

  @Test
  void anEcuOfGroupTwelveIsAskedByItsOwnId() {
    ecu.reply("0001", Reply.of(Frames.bytes("info-r-pro-of-group-12")));

    assertThatFails().withMessageStartingWith("the ECU does not know the id");
    assertThat(ecu.requests()).contains("APS1100280002216200099002END");
  }

  @Test
  void anEcuWhoseIdChangedIsAskedForItOnceMore() throws Exception {
    ecu.reply(
        "0001",
        client -> {
          Reply.of(Frames.bytes("info-r-pro-of-group-12")).send(client);
          ecu.reply("0001", Reply.of(Frames.bytes("info-ecu-r")));
        });

    assertThat(reading().panels()).hasSize(8);
    assertThat(ecu.requests())
        .containsExactly(INFO, "APS1100280002216200099002END", INFO, INVERTERS);
  }

  @Test
  void anEcuThatHasJustStartedIsSaidToHaveNothing() {
    ecu.reply("0002", Reply.of(PortFrames.refusal("0002", "02")));

    assertThatFails().withMessage("nothing collected yet since the ECU's start; wait ten minutes");
  }

  @Test
  void anEcuThatHangsUpIsSaidToHaveGivenNoAnswer() {
    ecu.reply("0001", client -> {});

    assertThatFails().withMessageStartingWith("the ECU hung up without an answer to command 0001");
  }

  @Test
  void anEcuThatHangsUpInTheMiddleIsCutOff() {
    ecu.reply("0002", Reply.of(Arrays.copyOf(FIVE, 70)));

    assertThatFails().withMessageContaining("cut off: found 70 bytes, expected 131");
  }

  @Test
  void anEcuThatResetsTheConnectionIsSaidToBreakOff() {
    ecu.reply("0001", client -> client.setSoLinger(true, 0));

    assertThatFails()
        .withMessageStartingWith("the ECU's answer at tcp://127.0.0.1:" + ecu.port())
        .withMessageContaining("broke off");
  }

  @Test
  void anEcuThatHangsIsGivenUp() {
    ecu.reply("0001", Reply.thenHang(Reply.of(Arrays.copyOf(FIVE, 5))));

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> reading(Duration.ofMillis(300)))
        .withMessageStartingWith("the ECU did not answer within");
  }

  @Test
  void anEcuThatPromisesMoreThanItSendsIsGivenUp() {
    ecu.reply("0001", Reply.thenHang(Reply.of("APS1199990001".getBytes())));

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> reading(Duration.ofMillis(300)))
        .withMessageStartingWith("the ECU did not answer within");
  }

  @Test
  void anInverterOfAnUnknownTypeHidesNoOther() throws Exception {
    ecu.reply("0002", Reply.of(Frames.bytes("a-type-never-seen-with-a-length-never-seen")));

    EcuReading reading = reading();
    assertThat(reading.panels().stream().map(PanelReading::watts).filter(Objects::nonNull))
        .hasSize(4);
    assertThat(reading.warnings()).singleElement().asString().contains("4150533131");
  }

  @Test
  void aPortThatIsClosedNamesTheEcusThatHaveIt() {
    ecu.close();

    assertThatExceptionOfType(NoSuchSourceException.class)
        .isThrownBy(this::reading)
        .withMessageStartingWith("nothing accepts connections at tcp://127.0.0.1:" + ecu.port())
        .withMessageContaining("ECU-R, ECU-B, ECU-R-PRO and ECU-C have this port");
  }

  @Test
  void theEthernetSideOfAnEcuIsRecognised() throws Exception {
    ecu.close();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ethernetSide = other.getLocalPort();

      assertThatExceptionOfType(NoSuchSourceException.class)
          .isThrownBy(this::reading)
          .withMessageContaining("this is the ECU's Ethernet side")
          .withMessageEndingWith("give its WLAN address as ecu.host");
    }
  }

  @Test
  void aPortThatClosesBetweenTheCommandsIsNoMissingSource() throws Exception {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    EcuPort port = new EcuPort("127.0.0.1", server.getLocalPort(), ethernetSide, TIMEOUT, TIMEOUT);
    CompletableFuture<Void> answered =
        CompletableFuture.runAsync(
            () -> {
              try (Socket client = server.accept()) {
                server.close();
                client.getInputStream().read(new byte[64]);
                client.getOutputStream().write(Frames.bytes("info-ecu-r"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(Frames.info(port.ask(INFO)).id()).isEqualTo(Frames.ECU_ID);
    answered.join();

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> port.ask(INVERTERS))
        .isExactlyInstanceOf(SourceException.class)
        .withMessageStartingWith("nothing accepts connections at tcp://");
  }

  @Test
  void aRefusalWithoutItsLineFeedIsUnderstood() {
    byte[] refusal = PortFrames.refusal("0002", "02");
    ecu.reply("0002", Reply.thenHang(Reply.of(Arrays.copyOf(refusal, 15))));

    assertThatFails().withMessageStartingWith("nothing collected yet");
  }

  @Test
  void theCheckSaysWhatItSees() throws Exception {
    assertThat(check("panels.expected-count", "10"))
        .extracting(Finding::toString)
        .containsExactly(
            "✓ ECU: 127.0.0.1:" + ecu.port() + " accepts connections",
            "✓ ECU port: tcp://127.0.0.1:" + ecu.port() + " shows 8 panels, none of them missing",
            "! ECU port: it shows 8 of the 10 panels of panels.expected-count; correct the setting,"
                + " or the list of inverters in the ECU",
            "✓ ECU clock: it reports 3 minutes behind our clock (12:03, Europe/Berlin)");
  }

  @Test
  void theCheckOfAClosedPortTriesNoReading() throws Exception {
    ecu.close();

    List<Finding> findings = check();
    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).toString()).startsWith("✗ ECU: nothing accepts connections at tcp:");
    assertThat(findings.get(1)).hasToString("- ECU port: not tried: there is no connection");
  }

  private ThrowableAssertAlternative<SourceException> assertThatFails() {
    return assertThatExceptionOfType(SourceException.class).isThrownBy(this::reading);
  }

  private EcuReading reading() throws Exception {
    return reading(TIMEOUT);
  }

  /** What one call of the source's route gives, or its exception. */
  private EcuReading reading(Duration timeout) throws Exception {
    Main main = new Main();
    Settings settings = settings().with(EcuKeys.TIMEOUT, timeout);
    new Flow(services(settings), plugins()).installCalls(main);
    main.start();
    try {
      var asked =
          main.getCamelTemplate()
              .request(
                  Source.readings(CommonKeys.ONE_ECU),
                  exchange -> exchange.setProperty(Source.TAKEN_AT, ZonedDateTime.now(clock)));
      if (asked.getException() != null) {
        throw asked.getException();
      }
      return asked.getMessage().getBody(EcuReading.class);
    } finally {
      main.stop();
    }
  }

  private List<Finding> check(String... keysAndValues) throws Exception {
    Main main = new Main();
    Flow flow = new Flow(services(settings(keysAndValues)), plugins());
    flow.installCalls(main);
    main.start();
    try {
      return flow.checkEcus().toList();
    } finally {
      main.stop();
    }
  }

  private Plugins plugins() {
    return new Plugins(() -> List.of(new TcpSource(ethernetSide)), List.of());
  }

  private Services services() throws Exception {
    return services(settings());
  }

  private Services services(Settings settings) {
    return Services.of(
        settings, clock, true, new Output(new ByteArrayOutputStream()), letter -> {});
  }

  private Settings settings(String... keysAndValues) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                // the port is that of the page
                "ecu.host", "127.0.0.1:80",
                "ecu.source", "tcp",
                "ecu.tcp-port", Integer.toString(ecu.port()),
                "data.dir", folder.resolve("data").toString(),
                "dead-letter.dir", folder.resolve("dead-letter").toString(),
                "time-zone", BERLIN.getId()));
    all.addAll(List.of(keysAndValues));
    return Loading.settings(all.toArray(String[]::new))
        .with(ErrorPolicy.RETRY_DELAY, Duration.ofMillis(1));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
