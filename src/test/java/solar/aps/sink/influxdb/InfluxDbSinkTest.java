package solar.aps.sink.influxdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.sink.influxdb.Summaries.NOON;
import static solar.aps.sink.influxdb.Summaries.SUMMARY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.check.Finding;
import solar.aps.config.Loading;
import solar.aps.demo.SettableClock;
import solar.aps.generation.GenerationSummary;
import solar.aps.http.HttpPolicy;
import solar.aps.outbox.Answer;
import solar.aps.outbox.Answer.Verdict;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/** What InfluxDB gets, and what its answers mean. */
class InfluxDbSinkTest {
  private static final String TOKEN = "s3cr3tT0ken==";
  private static final List<GenerationSummary> ONE = List.of(SUMMARY);

  @TempDir Path folder;
  private FakeInflux influx;
  private CamelContext camel;

  @BeforeEach
  void build() throws IOException {
    influx = new FakeInflux();
  }

  @AfterEach
  void tearDown() {
    if (camel != null) {
      camel.stop();
    }
    influx.close();
  }

  @Test
  void aReadingIsPostedAsLines() throws Exception {
    assertThat(send(sink())).isEqualTo(Answer.taken());

    assertThat(influx.requests()).hasSize(1);
    FakeInflux.Request request = influx.requests().get(0);
    assertThat(request.line()).isEqualTo("POST /write?db=aps&precision=s");
    assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(request.headers()).doesNotContainKey("Authorization");
    assertThat(request.body())
        .isEqualTo(
            """
            aps_system,ecu=ecu power=120.0,estimated=false,energy_today=5.43,energy_total=4321.7,panels_received=1i,panels_expected=2i 1749981616
            aps_inverter,ecu=ecu,inverter=407000000001 online=true,voltage=234.0,frequency=50.01,temperature=50.0 1749981616
            aps_channel,channel=A,ecu=ecu,inverter=407000000001 power=120.0 1749981616""");
    assertThat(influx.points())
        .hasSize(11)
        .containsEntry(
            "aps_channel,channel=A,ecu=ecu,inverter=407000000001 power 1749981616", "120.0");
  }

  @Test
  void whatIsSentAgainIsStoredOnce() throws Exception {
    InfluxDbSink sink = sink();
    sink.send(Summaries.every5Minutes(3));
    Map<String, String> stored = influx.points();
    sink.send(Summaries.every5Minutes(3));

    assertThat(influx.points()).isEqualTo(stored).hasSize(33);
  }

  @Test
  void aDayIsSentInTenWritesOfAFewHundredLines() throws Exception {
    InfluxDbSink sink = sink();
    List<GenerationSummary> day = Summaries.every5Minutes(288);
    for (int i = 0; i < day.size(); i += sink.batchSize()) {
      sink.send(day.subList(i, Math.min(day.size(), i + sink.batchSize())));
    }

    assertThat(influx.requests()).hasSize(10);
    assertThat(influx.points()).hasSize(288 * 11);
  }

  @Test
  void aTokenGoesIntoAHeaderOnly() throws Exception {
    influx.wants("Token " + TOKEN);

    assertThat(send(sink("influxdb.token", TOKEN)).verdict()).isEqualTo(Verdict.TAKEN);
    assertThat(influx.requests().get(0).line()).doesNotContain("s3cr3t");
  }

  @Test
  void aUserAndAPasswordGoIntoAHeaderOnly() throws Exception {
    influx.wants("Basic YXBzOnBhNTV3MHJk");

    assertThat(send(sink("influxdb.username", "aps", "influxdb.password", "pa55w0rd")).verdict())
        .isEqualTo(Verdict.TAKEN);
    assertThat(influx.requests().get(0).line()).doesNotContain("pa55w0rd", "aps:");
  }

  @Test
  void influxDb2GetsItsOrganisationAndItsBucketEncoded() throws Exception {
    influx.answers(204, "text/plain", "");

    assertThat(
            send(start(
                    "influxdb.url",
                    influx.url(),
                    "influxdb.org",
                    "Haus & Hof",
                    "influxdb.bucket",
                    "sö 1+1=2"))
                .verdict())
        .isEqualTo(Verdict.TAKEN);
    assertThat(influx.requests().get(0).line())
        .isEqualTo("POST /api/v2/write?org=Haus+%26+Hof&bucket=s%C3%B6+1%2B1%3D2&precision=s");
  }

  @Test
  void thePathOfAProxyComesFirst() throws Exception {
    influx.answers(204, "text/plain", "");

    send(start("influxdb.url", influx.url() + "/insert/42:13/influx/", "influxdb.database", "aps"));

    assertThat(influx.requests().get(0).line())
        .isEqualTo("POST /insert/42:13/influx/write?db=aps&precision=s");
  }

  @Test
  void aWrongPasswordIsNamedAndShownNowhere() throws Exception {
    influx.wants("Token right");

    assertThat(send(sink("influxdb.token", TOKEN)))
        .isEqualTo(
            Answer.refusedSettings(
                "InfluxDB refuses the settings (HTTP 401 authorization failed); check influxdb.token,"
                    + " or influxdb.username and influxdb.password"));
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() throws Exception {
    assertThat(send(start("influxdb.url", influx.url(), "influxdb.database", "nope")))
        .isEqualTo(
            Answer.refusedSettings(
                "InfluxDB refuses the settings (HTTP 404 database not found: \"nope\"); check"
                    + " influxdb.url, and that the database, or the bucket of the organisation, is"
                    + " there"));
  }

  @Test
  void theFirstBadLineOfInfluxDb3IsInTheWords() throws Exception {
    influx.answers(
        400,
        "application/json",
        "{\"error\":\"partial write of line protocol occurred\",\"data\":[{\"original_line\":\"x\",\"line_number\":1,\"error_message\":\"invalid column type\"}]}");

    assertThat(send(sink()))
        .isEqualTo(
            Answer.never(
                "InfluxDB refuses a reading (HTTP 400 partial write of line protocol occurred: invalid"
                    + " column type)"));
  }

  @Test
  void theMessageOfInfluxDb2IsInTheWords() throws Exception {
    influx.answers(
        404,
        "application/json",
        "{\"code\":\"not found\",\"message\":\"bucket \\\"x\\\" not found\"}");

    assertThat(send(sink()).words()).contains("(HTTP 404 bucket \"x\" not found)");
  }

  @Test
  void wordsAreMaskedCleanedAndCut() throws Exception {
    influx.answers(
        503,
        "application/json",
        "{\"error\":\"a\\u001b[31m\\n" + TOKEN + " " + "x".repeat(300) + "\"}");

    assertThat(send(sink("influxdb.token", TOKEN)).words())
        .startsWith("InfluxDB takes nothing now (HTTP 503 a?[31m **** xxx")
        .endsWith("x…)")
        .hasSizeLessThan(260)
        .doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | <html><title>Welcome to our guest network</title> | Welcome to our guest network
          200 | ''                                                | ''
          404 | <!DOCTYPE html><h1>nginx</h1>                     | nginx
          """)
  void whatIsNotOfInfluxDbsFormIsNoVerdict(int status, String text, String shown) throws Exception {
    influx.answers(status, "text/html", text);

    assertThat(send(sink()))
        .isEqualTo(
            Answer.later(
                "something else than InfluxDB answered (%s), perhaps a login page or a proxy; check influxdb.url and this machine's way there"
                    .formatted(("HTTP " + status + " " + shown).strip())));
  }

  @Test
  void aRedirectIsNotFollowedAndItsAimTold() throws Exception {
    influx.answers(
        301, "Location", "https://influx.lan/write?db=aps", "<a href=x>Moved Permanently</a>");

    assertThat(send(sink()))
        .isEqualTo(
            Answer.later(
                "influxdb.url leads elsewhere (HTTP 301 to https://influx.lan/write?db=aps); if that"
                    + " is where InfluxDB is, write that address into influxdb.url"));
  }

  @Test
  void aPauseThatIsAskedForIsPassedOn() throws Exception {
    influx.answers(429, "Retry-After", "90", "wait");

    assertThat(send(sink()))
        .isEqualTo(
            Answer.later("InfluxDB takes nothing now (HTTP 429 wait)", Duration.ofSeconds(90)));
  }

  @Test
  void aConnectionThatBreaksOffIsTriedLater() throws Exception {
    influx.answersBrokenOff();

    assertThat(send(sink()).verdict()).isEqualTo(Verdict.LATER);
  }

  @Test
  void nothingThatListensIsToldAsThat() throws Exception {
    influx.close();

    assertLater("nothing accepts connections there (Connection refused)");
  }

  @Test
  void aServerThatHangsIsToldAsThat() throws Exception {
    influx.hangs();

    assertLater("it did not answer in time (");
  }

  @Test
  void aNameThatNobodyKnowsIsToldAsThat() throws Exception {
    assertThat(
            send(start("influxdb.url", "http://influx.invalid:8086", "influxdb.database", "aps"))
                .words())
        .startsWith("InfluxDB is not reached: its name is not known here (");
  }

  @Test
  void tlsWhereThereIsNoneIsToldAsThat() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuse(plain));

      assertThat(
              send(start(
                      "influxdb.url",
                      "https://127.0.0.1:" + plain.getLocalPort(),
                      "influxdb.database",
                      "aps"))
                  .words())
          .startsWith("InfluxDB is not reached: TLS failed, ");
      answered.get(5, TimeUnit.SECONDS);
    }
  }

  /** As a server does that got something else than HTTP. */
  private static void refuse(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().read();
      client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCheckShowsThatReadingsWouldBeTakenAndWritesNone() throws Exception {
    influx.wants("Token " + TOKEN);

    assertThat(check(sink("influxdb.token", TOKEN)))
        .isEqualTo(
            "✓ influxdb.url: readings are taken at %s/write?db=aps&precision=s"
                .formatted(influx.url()));
    assertThat(influx.points()).isEmpty();
  }

  @Test
  void aCheckNamesAWrongPasswordAndAMissingDatabase() throws Exception {
    influx.wants("Token right");

    assertThat(check(sink("influxdb.token", TOKEN)))
        .startsWith(
            "✗ influxdb.url: InfluxDB refuses the settings (HTTP 401 authorization failed); ");
    assertThat(check(start("influxdb.url", influx.url(), "influxdb.database", "nope")))
        .startsWith("✗ influxdb.url: InfluxDB refuses the settings (HTTP 404 database not found: ");
  }

  @Test
  void aCheckOfAServerThatIsAwayAsksOnce() throws Exception {
    influx.answersBrokenOff();

    assertThat(check(sink())).startsWith("✗ influxdb.url: InfluxDB is not reached: ");
    assertThat(influx.requests()).hasSize(1);
  }

  @Test
  void aCheckMakesInfluxDb3NoDatabase() throws Exception {
    influx.answers(200, "X-Influxdb-Version", "3.2.1", "{\"version\":\"3.2.1\"}");

    assertThat(check(sink("influxdb.token", TOKEN)))
        .startsWith(
            "✓ influxdb.url: InfluxDB 3.2.1 answers at " + influx.url() + "; whether the token");
    assertThat(influx.requests()).extracting(FakeInflux.Request::line).containsExactly("GET /ping");
    assertThat(influx.requests().get(0).header("Authorization")).isEqualTo("Token " + TOKEN);
  }

  @Test
  void aCheckIsContentWithAServerThatWantsALine() throws Exception {
    influx.answers(400, "text/plain", "incoming write was empty");

    assertThat(check(sink())).startsWith("✓ influxdb.url: ");
  }

  @Test
  void aDryRunShowsTheRequestAndNoSecret() throws Exception {
    assertThat(sink("influxdb.token", TOKEN).preview(SUMMARY))
        .isEqualTo(
            """
            send:
            POST %s/write?db=aps&precision=s
            Authorization: ****
            Content-Type: text/plain; charset=utf-8

            aps_system,ecu=ecu power=120.0,estimated=false,energy_today=5.43,energy_total=4321.7,panels_received=1i,panels_expected=2i 1749981616
            aps_inverter,ecu=ecu,inverter=407000000001 online=true,voltage=234.0,frequency=50.01,temperature=50.0 1749981616
            aps_channel,channel=A,ecu=ecu,inverter=407000000001 power=120.0 1749981616"""
                .formatted(influx.url()));
    assertThat(influx.requests()).isEmpty();
  }

  private static String check(InfluxDbSink sink) {
    List<Finding> findings = sink.look();
    assertThat(findings).hasSize(1);
    return findings.get(0).toString();
  }

  private void assertLater(String words) throws Exception {
    Answer answer = send(sink());
    assertThat(answer.verdict()).isEqualTo(Verdict.LATER);
    assertThat(answer.words())
        .startsWith("InfluxDB is not reached: " + words)
        .endsWith("; check influxdb.url, and that the server runs");
  }

  private Answer send(InfluxDbSink sink) {
    return sink.send(ONE);
  }

  /** Of a sink that writes to the database there is. */
  private InfluxDbSink sink(String... more) throws Exception {
    return start(
        Stream.concat(
                Stream.of("influxdb.url", influx.url(), "influxdb.database", "aps"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private InfluxDbSink start(String... keysAndValues) throws Exception {
    String[] folders = {
      "data.dir", folder.resolve("data").toString(),
      "dead-letter.dir", folder.resolve("dead-letter").toString()
    };
    InfluxDbSink sink = new InfluxDbSink();
    sink.use(
        Services.of(
            Loading.settings(
                Stream.of(folders, keysAndValues).flatMap(Stream::of).toArray(String[]::new)),
            new SettableClock(NOON, ZoneId.of("Europe/Berlin")),
            false,
            new Output(new ByteArrayOutputStream()),
            letter -> {}));
    camel = new DefaultCamelContext();
    camel.getPropertiesComponent().setInitialProperties(timersOff());
    for (String scheme : List.of("http", "https")) {
      HttpComponent http = HttpPolicy.component();
      http.setResponseTimeout(500);
      camel.addComponent(scheme, http);
    }
    camel.addRoutes(sink);
    camel.start();
    return sink;
  }

  private static Properties timersOff() {
    Properties timers = new Properties();
    timers.put("aps-solar.timers", "false");
    return timers;
  }
}
