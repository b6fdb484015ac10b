package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.BadTextException;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.plugin.Output;

/** Every reading is kept, a file a day, and shown by --history. */
class HistoryTest {
  @TempDir Path folder;
  private House house;
  private Path history;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", SimulatedEcu.formA(house.clock));
    house.ecu.showHome();
    history = folder.resolve("data/history/ecu");
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private void poll(Duration time, String... more) throws Exception {
    String[] settings =
        Stream.concat(Stream.of("history.days", "3"), Stream.of(more)).toArray(String[]::new);
    try (House.Service service = house.service(settings)) {
      for (long i = 0; i <= time.toMinutes(); i += 5) {
        service.poll();
        house.clock.pass(Duration.ofMinutes(5));
      }
    }
  }

  private String show(String days, boolean json, String... settings) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HistoryReport(house.settings(settings), new Output(out)).print(days, json);
    return out.toString(UTF_8);
  }

  @Test
  void aReadingIsTheSameLineAsInTheJsonFile() throws Exception {
    Path file = folder.resolve("readings.jsonl");
    poll(Duration.ofMinutes(10), "json-file.path", file.toString());

    assertThat(history.resolve("2025-06-15.jsonl")).hasSameTextualContentAs(file);
    assertThat(show("2025-06-15", true)).isEqualTo(Files.readString(file));
  }

  @Test
  void aDayIsShownWithItsPanelsAndItsCurve() throws Exception {
    house.clock.pass(Duration.ofHours(-7));
    poll(Duration.ofHours(19));

    assertThat(show("", false).lines().toList())
        .startsWith(
            "2025-06-15, 229 readings",
            "",
            "  Energy       21.19 kWh",
            "  Peak         2,316 W at 13:15",
            "  First light  06:05",
            "  Last light   20:55",
            "",
            "  406000000001-1        13.0 %")
        .contains(
            "         └────────────────────────────────────────────────────────────────────────")
        .contains(
            "          0        3        6        9        12       15       18       21       24")
        .anyMatch(line -> line.matches(" 2,\\d{3} W │ +[▁▂▃▄▅▆▇█]+"));
  }

  @Test
  void severalDaysAreALineEach() throws Exception {
    for (int day = 0; day < 2; day++) {
      poll(Duration.ofMinutes(10));
      house.clock.pass(Duration.ofDays(1).minusMinutes(15));
    }

    assertThat(show("2025-06-14..2025-06-16", false).lines().toList())
        .containsExactly(
            "day         readings  energy       peak                first  last",
            "2025-06-15         3  6.04 kWh     2,082 W at 11:20    11:10  11:20",
            "2025-06-16         3  6.04 kWh     2,082 W at 11:20    11:10  11:20");
  }

  @Test
  void theOldestDaysGoByTheirNumber() throws Exception {
    for (int day = 0; day < 5; day++) {
      poll(Duration.ZERO);
      house.clock.pass(Duration.ofDays(1));
    }
    house.clock.pass(Duration.ofDays(4000));
    poll(Duration.ZERO);

    try (Stream<Path> files = Files.list(history)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly("2025-06-18.jsonl", "2025-06-19.jsonl", "2036-06-02.jsonl");
    }
  }

  @Test
  void zeroKeepsNothing() throws Exception {
    poll(Duration.ofMinutes(5), "history.days", "0");

    assertThat(history).doesNotExist();
  }

  @Test
  void aTornLineSpoilsItselfOnly() throws Exception {
    poll(Duration.ZERO);
    Files.writeString(
        history.resolve("2025-06-15.jsonl"), "{\"timestamp\":", StandardOpenOption.APPEND);
    poll(Duration.ZERO);

    assertThat(show("2025-06-15", false)).startsWith("2025-06-15, 2 readings\n");
  }

  @Test
  void aDiskThatTakesNothingIsNoFailureOfTheCycle() throws Exception {
    Files.createDirectories(history.getParent());
    Files.writeString(history, "a file in the way");
    try (House.Service service = house.service("history.days", "3")) {
      assertThat(service.poll().orElseThrow().failures()).isEmpty();
      assertThat(service.poll().orElseThrow().failures()).isEmpty();
    }
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void eachOfSeveralEcusHasItsOwn() throws Exception {
    String[] two = {
      "ecus", "roof,barn", "roof.ecu.host", house.ecu.host(), "barn.ecu.host", "127.0.0.1:1"
    };
    try (House.Service service =
        house.service(
            Stream.concat(Stream.of(two), Stream.of("history.days", "3")).toArray(String[]::new))) {
      service.poll("roof");
    }

    assertThat(folder.resolve("data/history/roof/2025-06-15.jsonl")).isNotEmptyFile();
    assertThat(show("", false, two)).startsWith("ECU: roof\n2025-06-15, 1 reading\n");
  }

  @Test
  void aDryRunKeepsNothing() throws Exception {
    house.dryRun("history.days", "3");

    assertThat(history).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2025-06-31", "2025-06-15..2025-06-14", "1..2..3", ".."})
  void whatIsNoDayIsRefused(String text) {
    assertThatThrownBy(() -> show(text, false))
        .isInstanceOf(BadTextException.class)
        .hasMessageStartingWith("is no day; write one as in 2026-06-15");
  }

  @Test
  void whereThereIsNothingItSaysWhereItLooked() {
    assertThatThrownBy(() -> show("2025-06-15", false))
        .hasMessageContaining("no reading is kept of that time in the folder history of")
        .hasMessageContaining("history.days");
  }
}
