package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.config.Loading;
import solar.aps.config.SettingsException;
import solar.aps.demo.web.Answer;
import solar.aps.layout.Layout;

/** The samples of the README and of docs are what the program prints, and takes. */
class DocsSamplesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String SHOWN_HOST = "192.168.1.102";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    LocalDateTime now = LocalDateTime.parse("2026-06-15T11:10:16");
    house = new House(folder, now.atZone(BERLIN).toInstant(), BERLIN);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  /** The ECU shows the page of the samples, with this power, at the time of the clock. */
  private void show(String watts, String lifetime, String today) {
    String time = LocalDateTime.now(house.clock).toString().replace('T', ' ');
    house.ecu.answer("/cgi-bin/parameters", Answer.page(page(watts, time)));
    house.ecu.answer(
        "/cgi-bin/home",
        Answer.page(
            "<table><tr><td>ECU ID</td><td>203000000001</td></tr><tr><td>Lifetime generation</td><td>%s kWh</td></tr><tr><td>Generation Of Current Day</td><td>%s kWh</td></tr></table>"
                .formatted(lifetime, today)));
  }

  private static String page(String watts, String time) {
    return House.PAGE
        .replace("407000000001", "404000000001")
        .replace(" 120&", " " + watts + "&")
        .replace("2025-06-15 11:07:07", time);
  }

  /** One poll late in the night, and one in the morning. */
  private String afterANight(String... settings) throws Exception {
    String[] all =
        Stream.concat(
                Stream.of("panels.scale-missing", "yes", "panels.expected-count", "2"),
                Arrays.stream(settings))
            .toArray(String[]::new);
    house.clock.pass(Duration.ofHours(-11));
    show("0", "4316.27", "0.00");
    house.once(all);
    house.clock.pass(Duration.ofHours(11));
    show("120", "4321.70", "5.43");
    return house.once(all).out().replace(house.ecu.host(), SHOWN_HOST);
  }

  @Test
  void theTextOfTheReadme() throws Exception {
    String sample =
        Documents.blocks(Documents.README, "text").stream()
            .filter(block -> block.startsWith("Data source"))
            .findFirst()
            .orElseThrow();

    assertThat(afterANight("pvoutput.publish", "yes", "history.days", "90").strip())
        .isEqualTo(sample.strip());
  }

  @Test
  void theJsonOfAReading() throws Exception {
    String sample = Documents.blocks(Path.of("docs/sinks.md"), "json").get(0);

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(afterANight("console.format", "json")).toString())
        .isEqualTo(json.readTree(sample).toString());
  }

  @Test
  void theLinesOfACheck() throws Exception {
    house.clock.pass(Duration.ofMinutes(-3));
    show("120", "4321.70", "5.43");
    house.clock.pass(Duration.ofMinutes(63));
    Path letters = Files.createFile(folder.resolve("file")).resolve("below/dead-letter");

    String found =
        house
            .check("dead-letter.dir", letters.toString())
            .out()
            .replace(letters.toString(), "dead-letter")
            .replace(house.ecu.host(), SHOWN_HOST);
    String sample = Documents.blocks(Path.of("docs/watching.md"), "text").get(0);
    assertThat(sample.lines())
        .allSatisfy(
            line -> assertThat(found.lines()).anyMatch(real -> real.matches(pattern(line))));
  }

  /** What may differ from one run to the next is {@code …}. */
  private static String pattern(String sample) {
    return Arrays.stream(sample.split("…"))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*", "", ".*"));
  }

  @Test
  void theSinkOfOnesOwn() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    String yaml = Documents.blocks(Path.of("docs/sinks.md"), "yaml").get(0);
    String here = folder.toString().replace('\\', '/');
    Files.writeString(sinks.resolve("mine.yaml"), yaml.replace("file:mine", "file:" + here));
    show("120", "4321.70", "5.43");

    assertThat(house.once("sinks.dir", sinks.toString()).exitCode()).isZero();
    assertThat(folder.resolve("watts.txt")).hasContent("2026-06-15T11:10:16 120 W");
  }

  @Test
  void everyBlockOfSettingsIsTaken() throws Exception {
    List<String> faults = new ArrayList<>();
    for (Path document : Documents.forUsers()) {
      for (String block : Documents.blocks(document, "properties")) {
        try {
          Loading.settings(settings(block));
        } catch (SettingsException e) {
          faults.add(document + ": " + e.faults());
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private String[] settings(String block) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(block));
    TreeMap<String, String> values = new TreeMap<>();
    properties.forEach((key, value) -> values.put((String) key, (String) value));
    // these must be there, and no token has such a sign
    values.replace("influxdb.token", "…", "0123456789abcdef");
    values.computeIfPresent("sinks.dir", (key, value) -> folder.toString());
    values.computeIfPresent("panels.layout", (key, value) -> "src/main/dist/" + value);
    return values.entrySet().stream()
        .flatMap(value -> Stream.of(value.getKey(), value.getValue()))
        .toArray(String[]::new);
  }

  @Test
  void theLayout() throws Exception {
    Path file = folder.resolve("roof.csv");
    Files.writeString(file, Documents.blocks(Path.of("docs/page.md"), "csv").get(0));

    Layout layout = Layout.of(Loading.settings("panels.layout", file.toString()));
    assertThat(layout.places()).hasSize(3);
    assertThat(layout.name("404000000004-B")).isEqualTo("Dormer, left");
  }

  @ParameterizedTest
  @CsvSource({"0, LatestSink", "1, MeterSource"})
  void thePluginsInJava(int index, String name) throws Exception {
    String imports =
        Stream.of(
                "com.google.auto.service.AutoService",
                "java.io.IOException",
                "java.nio.file.*",
                "java.time.*",
                "java.util.*",
                "org.apache.camel.Exchange",
                "solar.aps.check.Finding",
                "solar.aps.config.*",
                "solar.aps.generation.*",
                "solar.aps.sink.Sink",
                "solar.aps.source.*",
                "solar.aps.storage.SafeFile",
                "static java.nio.charset.StandardCharsets.UTF_8")
            .map("import %s;\n"::formatted)
            .collect(Collectors.joining());
    Path file = folder.resolve(name + ".java");
    String code = Documents.blocks(Path.of("docs/architecture.md"), "java").get(index);
    Files.writeString(file, imports + code);

    ByteArrayOutputStream faults = new ByteArrayOutputStream();
    String[] options = {"-proc:none", "-cp", System.getProperty("java.class.path"), "" + file};
    ToolProvider.getSystemJavaCompiler().run(null, faults, faults, options);
    assertThat(faults.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
