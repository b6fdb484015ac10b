package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import solar.aps.demo.pvoutput.StoredStatus;

/** The readings that a house has had, and where each must be by now. */
final class Readings {
  private static final String REFUSAL = "Bad request 400: Moon Powered";
  private static final int REQUESTS_AN_HOUR = 60;
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");
  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm'.json'");

  private final House house;
  private final Duration maxAge;
  private final Path outbox;
  private final ObjectMapper mapper = new ObjectMapper();

  /** By slot, as PVOutput writes it, what was read, the latest last. */
  private final Map<String, List<String>> wattsBySlot = new TreeMap<>();

  private final Set<String> refused = new HashSet<>();
  private final Set<String> ignored = new HashSet<>();
  private final Map<Instant, Integer> requests = new HashMap<>();

  /**
   * @param maxAge the age from which a status may be set aside
   */
  Readings(House house, Duration maxAge) {
    this.house = house;
    this.maxAge = maxAge;
    this.outbox = house.folder.resolve("data/outbox/pvoutput");
  }

  static String slotOf(Instant time, ZoneId zone) {
    LocalDateTime minute = LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.MINUTES);
    return SLOT.format(minute.minusMinutes(minute.getMinute() % 5));
  }

  static String slotOf(String file) {
    return SLOT.format(LocalDateTime.parse(file, FILE));
  }

  private static String fileOf(String slot) {
    return FILE.format(LocalDateTime.parse(slot, SLOT));
  }

  /** The house has had a reading. */
  void add(int watts) {
    wattsBySlot.merge(
        slotOf(house.clock.instant(), house.clock.getZone()),
        List.of(Integer.toString(watts)),
        (earlier, latest) ->
            java.util.stream.Stream.concat(earlier.stream(), latest.stream()).toList());
  }

  /** PVOutput refuses this slot from now on. */
  String refuse(String slot) {
    house.pvOutput.refuse(slot, REFUSAL);
    refused.add(slot);
    return slot;
  }

  /** PVOutput leaves this slot out of batches from now on. */
  String ignore(String slot) {
    house.pvOutput.ignore(slot);
    ignored.add(slot);
    return slot;
  }

  /** PVOutput has got so many requests more. */
  void count(int more) {
    requests.merge(house.clock.instant().truncatedTo(ChronoUnit.HOURS), more, Integer::sum);
  }

  /** How many requests what waits may need at most, if nothing stands in the way. */
  int requestsToDeliver(int batchSize) throws IOException {
    List<String> waiting = house.outbox().stream().map(Readings::slotOf).toList();
    int newestAlone = 1;
    int withoutExtended = 2;
    int batches = waiting.size() / batchSize + 1;
    int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(batchSize);
    int toIsolate = (int) waiting.stream().filter(refused::contains).count() * 2 * halvings;
    int onceMoreAlone = (int) waiting.stream().filter(ignored::contains).count();
    return newestAlone + withoutExtended + batches + toIsolate + onceMoreAlone;
  }

  /** Checks what must be true at any time. */
  void check(List<String> steps) throws IOException {
    Map<String, Map<String, String>> stored = house.pvOutput.statuses();
    List<JsonNode> letters = house.letters();
    Set<String> waiting = new HashSet<>();
    for (String file : house.outbox()) {
      String slot = slotOf(file);
      waiting.add(slot);
      JsonNode status = mapper.readTree(outbox.resolve(file).toFile());
      assertThat(status.at("/values/v2").textValue())
          .as("what waits for %s, after %s", slot, steps)
          .isEqualTo(latest(slot));
    }
    for (String slot : wattsBySlot.keySet()) {
      boolean isStored = latest(slot).equals(stored.getOrDefault(slot, Map.of()).get("v2"));
      assertThat(isStored || waiting.contains(slot) || letterOf(slot, letters).isPresent())
          .as("whether %s is stored, waits or is set aside, after %s", slot, steps)
          .isTrue();
    }
    for (JsonNode letter : letters) {
      checkReason(letter);
    }
    assertThat(requests.values())
        .as("requests an hour, after %s", steps)
        .allMatch(count -> count <= REQUESTS_AN_HOUR);
    checkNothingIsInvented();
  }

  private void checkNothingIsInvented() {
    Map<String, Integer> last = new HashMap<>();
    for (StoredStatus status : house.pvOutput.history()) {
      int index = wattsBySlot.get(status.slot()).indexOf(status.fields().get("v2"));
      assertThat(index)
          .as("which reading of its slot %s is; an earlier one never follows a later one", status)
          .isGreaterThanOrEqualTo(last.getOrDefault(status.slot(), 0));
      last.put(status.slot(), index);
    }
  }

  private void checkReason(JsonNode letter) {
    LocalDateTime slot = LocalDateTime.parse(letter.at("/body/slot").asText());
    if (letter.get("cause").asText().equals("refused by PVOutput")) {
      assertThat(refused).contains(SLOT.format(slot));
      assertThat(letter.get("answer").asText()).isEqualTo(REFUSAL);
    } else {
      assertThat(letter.get("cause").asText()).isEqualTo("older than pvoutput.max-age");
      assertThat(slot.atZone(house.clock.getZone()).toInstant().plus(maxAge))
          .isBefore(house.clock.instant());
    }
  }

  /** Checks, when nothing is left to be sent, that every slot is stored or set aside. */
  void checkAllIsDecided() throws IOException {
    Map<String, Map<String, String>> stored = house.pvOutput.statuses();
    List<JsonNode> letters = house.letters();
    for (String slot : wattsBySlot.keySet()) {
      if (letterOf(slot, letters).isEmpty()) {
        assertThat(stored.get(slot))
            .as("what is stored of %s", slot)
            .containsEntry("v2", latest(slot));
      }
    }
  }

  private String latest(String slot) {
    List<String> watts = wattsBySlot.get(slot);
    return watts.get(watts.size() - 1);
  }

  private Optional<JsonNode> letterOf(String slot, List<JsonNode> letters) {
    return letters.stream()
        .filter(
            letter ->
                letter
                    .at("/body/slot")
                    .asText()
                    .replace(':', '-')
                    .equals(fileOf(slot).replace(".json", "")))
        .filter(letter -> letter.at("/body/values/v2").asText().equals(latest(slot)))
        .findAny();
  }
}
