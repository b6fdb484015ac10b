package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;
import solar.aps.sink.influxdb.FakeInflux;

/**
 * With a layout panels have their names wherever they are shown; Home Assistant has its own test.
 */
class PanelNamesTest {
  private static final String PAGE = "/cgi-bin/parameters";
  private static final String HEADER = "panel,name,row,column\n";
  private static final String DIFFERENCE =
      "panels.layout: it names 404-A, which the ECU does not have; it lacks 407000000001-B, which the ECU has";

  @TempDir Path folder;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private House house;

  @BeforeEach
  void build() throws IOException {
    System.setErr(new PrintStream(log, true, UTF_8));
    house = new House(folder);
    house.ecu.answer(PAGE, Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    System.setErr(realErr);
    house.close();
  }

  private String layout(String name, String lines) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + lines).toString();
  }

  private String roof() throws IOException {
    return layout("roof.csv", "407000000001-A,South 1,1,1\n407000000001-B,,1,2\n");
  }

  private List<String> differences() {
    return log.toString(UTF_8).lines().filter(line -> line.contains("panels.layout")).toList();
  }

  @Test
  void theTextHasTheNameBesideTheIdAndNothingElseIsOtherwise() throws Exception {
    String without = house.once("ecu.max-age", "0").out();
    String with = house.once("ecu.max-age", "0", "panels.layout", roof()).out();

    assertThat(with)
        .contains("  South 1 (407000000001-A): 120 W\n  407000000001-B: — W\n")
        .isEqualTo(without.replace("407000000001-A:", "South 1 (407000000001-A):"));
    assertThat(differences()).isEmpty();
  }

  @Test
  void theJsonIsTheSame() throws Exception {
    String[] json = {"console.format", "json", "ecu.max-age", "0"};

    assertThat(house.once(with(json, "panels.layout", roof())).out())
        .isEqualTo(house.once(json).out());
  }

  @Test
  void inInfluxDbTheNameIsATag() throws Exception {
    try (FakeInflux influx = new FakeInflux()) {
      house.once("influxdb.url", influx.url(), "influxdb.database", "aps", "panels.layout", roof());

      assertThat(influx.points())
          .containsEntry(
              "aps_channel,channel=A,ecu=ecu,inverter=407000000001,name=South\\ 1 power 1749978616",
              "120.0")
          .containsEntry("aps_inverter,ecu=ecu,inverter=407000000001 voltage 1749978616", "234.0");
    }
  }

  @Test
  void aPanelWithoutANameHasItsIdInInfluxDbBeItThatOfItsInverter() throws Exception {
    house.ecu.answer(
        PAGE,
        Answer.page(
            House.PAGE.replace("407000000001-A", "E070").replace("407000000001-B", "E071-2")));
    try (FakeInflux influx = new FakeInflux()) {
      house.once("influxdb.url", influx.url(), "influxdb.database", "aps", "panels.layout", roof());

      assertThat(influx.points())
          .containsEntry(
              "aps_channel,channel=1,ecu=ecu,inverter=E070,name=E070 power 1749978616", "120.0");
    }
  }

  @Test
  void eachOfSeveralEcusHasItsOwnNamesInTextAndMetrics() throws Exception {
    int port = ObserveTest.freePort();
    try (SimulatedEcu barn = SimulatedEcu.start(house.clock)) {
      barn.answer(PAGE, Answer.page(House.PAGE.replace(" 120&", " 55&")));
      try (House.Service service =
          house.service(
              "ecus",
              "roof,barn",
              "roof.ecu.host",
              house.ecu.host(),
              "barn.ecu.host",
              barn.host(),
              "roof.panels.layout",
              roof(),
              "barn.panels.layout",
              layout("barn.csv", "407000000001-A,Barn 1,1,1\n407000000001-B,Barn 2,1,2\n"),
              "web.port",
              Integer.toString(port))) {
        service.poll("roof");
        service.poll("barn");

        assertThat(service.out())
            .contains("  South 1 (407000000001-A): 120 W\n  407000000001-B: — W\n")
            .contains("  Barn 1 (407000000001-A): 55 W\n  Barn 2 (407000000001-B): — W\n");
        assertThat(panels(port))
            .containsOnly(
                Map.entry(
                    "apsystems_panel_power_watts{ecu=\"roof\",name=\"South 1\",panel=\"407000000001-A\"}",
                    120.0),
                Map.entry(
                    "apsystems_panel_power_watts{ecu=\"barn\",name=\"Barn 1\",panel=\"407000000001-A\"}",
                    55.0));
      }
    }
  }

  private static Map<String, Double> panels(int port) throws Exception {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/observe/metrics");
    Map<String, Double> samples =
        Scrape.of(
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(metrics).build(),
                        HttpResponse.BodyHandlers.ofString())
                    .body())
            .samples();
    samples.keySet().removeIf(sample -> !sample.startsWith("apsystems_panel_power_watts"));
    return samples;
  }

  @Test
  void panelsThatOnlyOneOfThemHasAreNamedOnceAtTheFirstReading() throws Exception {
    String other = layout("other.csv", "407000000001-A,,1,1\n404-A,,1,2\n");
    try (House.Service service = house.service("panels.layout", other, "ecu.max-age", "0")) {
      house.ecu.answer(PAGE, Answer.status(500, ""));
      service.poll();
      assertThat(differences()).isEmpty();

      house.ecu.answer(PAGE, Answer.page(House.PAGE));
      service.poll();
      house.ecu.answer(PAGE, Answer.page(House.PAGE.replace("407000000001-B", "407000000001-C")));
      service.poll();
    }

    assertThat(differences()).singleElement().asString().contains("WARN " + DIFFERENCE);
  }

  @Test
  void aCheckComparesTheLayoutWithTheEcu() throws Exception {
    House.Run same = house.check("panels.layout", roof());
    House.Run other =
        house.check("panels.layout", layout("other.csv", "407000000001-A,,1,1\n404-A,,1,2\n"));

    assertThat(same.out()).contains("✓ panels.layout: it has every panel that the ECU has\n");
    assertThat(other.out()).contains("! " + DIFFERENCE);
    assertThat(other.exitCode()).isZero();
    assertThat(house.check().out()).doesNotContain("panels.layout");
  }

  @Test
  void aLayoutThatIsBrokenIsAFaultOfTheSettings() throws Exception {
    String broken = layout("broken.csv", "407000000001-A,South 1,first,1\n");

    House.Run run = house.check("panels.layout", broken);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(
            "✗ settings: command line: panels.layout=%s is no layout of panels: line 2 has the row \"first\", write"
                .formatted(broken))
        .contains("not tried: mend the settings first");
    assertThat(house.ecu.requests()).isEmpty();
  }

  private static String[] with(String[] keys, String... more) {
    return Stream.concat(Stream.of(keys), Stream.of(more)).toArray(String[]::new);
  }
}
