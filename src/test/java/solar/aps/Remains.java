package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import solar.aps.demo.pvoutput.ReceivedRequest;
import solar.aps.demo.pvoutput.StoredStatus;
import solar.aps.sink.influxdb.FakeInflux;

/** What processes that were killed have left behind, against what they said they had done. */
final class Remains {
  private static final String REFUSAL = "Bad request 400: Moon Powered";
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");

  private static final String POWER = "aps_system,ecu=ecu power ";
  private static final DateTimeFormatter ROW = DateTimeFormatter.ofPattern("uuuuMMdd,HH:mm");

  private final House house;
  private final FakeInflux influx;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Every reading of which a process has said that its cycle was over, with its watts. */
  private final Map<LocalDateTime, String> readings = new TreeMap<>();

  private final Set<LocalDateTime> refused = new HashSet<>();

  /** What the whole lines in the file of the readings tell. */
  private final Map<LocalDateTime, String> written = new HashMap<>();

  private int checkedLines;

  Remains(House house, FakeInflux influx) {
    this.house = house;
    this.influx = influx;
  }

  /** A process has said that the cycle of this reading was over. */
  void add(LocalDateTime slot, String watts) {
    assertThat(readings.put(slot, watts)).as("an earlier reading of %s", slot).isNull();
  }

  Map<LocalDateTime, String> readings() {
    return readings;
  }

  /** PVOutput never takes this slot, of which there was no reading yet. */
  void refuse(LocalDateTime slot) {
    house.pvOutput.refuse(SLOT.format(slot), REFUSAL);
    refused.add(slot);
  }

  void checkNothingIsTorn() throws IOException {
    waiting().forEach((slot, status) -> assertThat(status.path("values").size()).isEqualTo(3));
    Path file = house.folder.resolve("readings.jsonl");
    if (Files.exists(file)) {
      checkLines(Files.readString(file));
    }
  }

  private void checkLines(String text) throws IOException {
    List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (String line : whole.stream().skip(checkedLines).toList()) {
      JsonNode reading = mapper.readTree(line);
      assertThat(reading.path("panels").size()).isEqualTo(2);
      written.put(
          LocalDateTime.parse(reading.path("timestamp").asText()),
          reading.path("total_watts_raw").asText());
    }
    // what a kill has cut off is a line of its own the next time
    checkedLines = text.endsWith("\n") || text.isEmpty() ? whole.size() : whole.size() + 1;
  }

  void checkNothingIsLost() throws IOException {
    Set<LocalDateTime> sent = sent();
    Map<LocalDateTime, String> kept = stored();
    waiting().forEach((slot, status) -> kept.put(slot, status.at("/values/v2").asText()));
    kept.putAll(letters());
    assertThat(without(kept)).as("neither stored nor waiting nor set aside").isEmpty();
    sent.removeAll(kept.keySet());
    assertThat(sent).as("sent, but neither stored nor waiting nor set aside").isEmpty();
    assertThat(without(written)).as("not in the file of the readings").isEmpty();
    assertThat(without(inInflux())).as("neither in InfluxDB nor waiting for it").isEmpty();
  }

  /** What InfluxDB has, and what waits for it: watts by local time. */
  private Map<LocalDateTime, String> inInflux() throws IOException {
    Map<LocalDateTime, String> kept = new HashMap<>();
    influx
        .points()
        .forEach(
            (point, value) -> {
              if (point.startsWith(POWER)) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(point.substring(POWER.length())));
                kept.put(
                    LocalDateTime.ofInstant(at, house.clock.getZone()), value.replace(".0", ""));
              }
            });
    for (Path file : whole("data/outbox/influxdb")) {
      JsonNode reading = mapper.readTree(file.toFile());
      kept.put(
          LocalDateTime.parse(reading.path("timestamp").asText()),
          reading.path("total_watts_for_output").asText());
    }
    return kept;
  }

  /** The readings that are not in {@code kept}. */
  private Map<LocalDateTime, String> without(Map<LocalDateTime, String> kept) {
    Map<LocalDateTime, String> missing = new TreeMap<>(readings);
    missing.entrySet().removeAll(kept.entrySet());
    return missing;
  }

  /** Checks, when nothing waits any more, that each reading has found its end. */
  void checkAllIsDecided() throws IOException {
    Map<LocalDateTime, String> stored = stored();
    Map<LocalDateTime, String> letters = letters();
    assertThat(stored).isNotEmpty().doesNotContainKeys(refused.toArray(LocalDateTime[]::new));
    assertThat(letters).isNotEmpty();
    List<StoredStatus> history = house.pvOutput.history();
    assertThat(history)
        .as("some were sent again, because the answer to the first did not come")
        .hasSizeGreaterThan(stored.size());
    stored.putAll(letters);
    assertThat(without(stored)).as("neither stored nor set aside").isEmpty();
    assertThat(history.stream().distinct().map(StoredStatus::slot))
        .as("slots that PVOutput got with different values")
        .doesNotHaveDuplicates();
  }

  /** Every slot that has come to PVOutput, taken or not: it was on the disk before. */
  private Set<LocalDateTime> sent() {
    return house.pvOutput.requests().stream()
        .map(ReceivedRequest::form)
        .map(form -> form.getOrDefault("data", form.get("d") + "," + form.get("t")))
        .flatMap(rows -> Stream.of(rows.split(";")))
        .map(row -> LocalDateTime.parse(row.substring(0, "20250615,11:10".length()), ROW))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<LocalDateTime, String> stored() {
    Map<LocalDateTime, String> stored = new TreeMap<>();
    house
        .pvOutput
        .statuses()
        .forEach((slot, values) -> stored.put(LocalDateTime.parse(slot, SLOT), values.get("v2")));
    return stored;
  }

  /** What is in the outbox, by slot. */
  private Map<LocalDateTime, JsonNode> waiting() throws IOException {
    Map<LocalDateTime, JsonNode> waiting = new HashMap<>();
    for (Path file : whole("data/outbox/pvoutput")) {
      JsonNode status = mapper.readTree(file.toFile());
      String slot = status.path("slot").asText();
      assertThat(file.getFileName()).hasToString(slot.replace(':', '-') + ".json");
      waiting.put(LocalDateTime.parse(slot), status);
    }
    return waiting;
  }

  /** What is set aside, for the one reason there is here: watts by slot. */
  private Map<LocalDateTime, String> letters() throws IOException {
    Map<LocalDateTime, String> letters = new HashMap<>();
    for (Path file : whole("dead-letter")) {
      JsonNode letter = mapper.readTree(file.toFile());
      assertThat(file.getFileName().toString()).endsWith(".replay.json");
      assertThat(letter.path("cause").asText()).isEqualTo("refused by PVOutput");
      assertThat(letter.path("answer").asText()).isEqualTo(REFUSAL);
      LocalDateTime slot = LocalDateTime.parse(letter.at("/body/slot").asText());
      assertThat(refused).contains(slot);
      letters.put(slot, letter.at("/body/values/v2").asText());
    }
    return letters;
  }

  /** The files of a folder but for those whose writing was cut off. */
  private List<Path> whole(String name) throws IOException {
    Path files = house.folder.resolve(name);
    if (!Files.exists(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(files)) {
      return all.filter(file -> !file.toString().endsWith(".part")).toList();
    }
  }
}
