package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.pvoutput.StoredStatus;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;

/** The power is cut, again and again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledTest {
  private static final int KILLS = 50;
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");
  private static final DateTimeFormatter FILE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm");

  /** What PVOutput does in a round; null: its work. Every fault hits several rounds. */
  private static final List<Answer> FAULTS =
      List.of(Faults.disconnect(), Answer.status(500, ""), Faults.drop(), Faults.hang());

  @TempDir Path folder;
  private final Random random = new Random(3);
  private final ObjectMapper mapper = new ObjectMapper();

  /** Every reading of which a process has said that its cycle was over, with its watts. */
  private final Map<LocalDateTime, String> readings = new TreeMap<>();

  private House house;
  private Process next;
  private Process running;
  private int checkedLines;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    AtomicInteger watts = new AtomicInteger();
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange ->
            Answer.page(House.PAGE.replace(" 120&nbsp;", " " + watts.incrementAndGet() + "&nbsp;"))
                .send(exchange));
    // its day must not end before that of the processes, whose hours are short
    house.clock.pass(Duration.ofDays(5));
    house.pvOutput.limit(Integer.MAX_VALUE, false);
    Files.writeString(
        folder.resolve("application.properties"),
        """
        ecu.host=%s
        ecu.max-age=0
        time-zone=Europe/Berlin
        console.format=none
        json-file.path=readings.jsonl
        pvoutput.publish=yes
        pvoutput.url=%s
        pvoutput.api-key=%s
        pvoutput.system-id=%s
        camel.component.http.response-timeout=100
        """
            .formatted(house.ecu.host(), house.pvOutput.url(), House.API_KEY, House.SYSTEM_ID));
  }

  @AfterEach
  void tearDown() {
    for (Process process : new Process[] {running, next}) {
      if (process != null) {
        process.destroyForcibly();
      }
    }
    house.close();
  }

  @Test
  void aKillAtAnyMomentLosesNothingAndTearsNothing() throws Exception {
    LocalDateTime slot = LocalDateTime.parse("2025-06-15T11:10");
    next = start();
    for (int kill = 0; kill < KILLS; kill++) {
      int fault = random.nextInt(2 * FAULTS.size());
      if (fault < FAULTS.size()) {
        house.pvOutput.answer(FAULTS.get(fault));
      } else {
        house.pvOutput.answerNormally();
      }

      slot = runAndKill(slot);

      assertThatNothingIsTorn();
      assertThatNothingIsLost();
    }
    assertThat(readings).hasSizeGreaterThan(KILLS);

    house.pvOutput.answerNormally();
    try (House.Service service = house.service("pvoutput.publish", "true")) {
      service.deliver();
    }

    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters()).isEmpty();
    assertThat(stored()).containsAllEntriesOf(readings);
    assertThat(house.pvOutput.history().stream().distinct().map(StoredStatus::slot))
        .as("slots that PVOutput got with different values")
        .doesNotHaveDuplicates();
  }

  /**
   * Lets a process poll from {@code slot} on, and kills it after some readings and at some moment.
   *
   * @return the first slot of which the process cannot have had a reading
   */
  private LocalDateTime runAndKill(LocalDateTime slot) throws Exception {
    running = next;
    // the next one gets ready meanwhile, but touches nothing
    next = start();
    try (PrintWriter in =
            new PrintWriter(running.outputWriter(StandardCharsets.UTF_8), /* autoFlush= */ true);
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
      in.println(slot.atZone(house.clock.getZone()).toInstant());
      LocalDateTime after = slot;
      for (int count = random.nextInt(8); count > 0; count--) {
        after = note(lines.readLine());
      }
      assertThat(running.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS))
          .as("whether it ended by itself: %s", Files.readString(folder.resolve("err")))
          .isFalse();
      // not by the process itself: that would close the pipe in which its last lines still are
      running.toHandle().destroyForcibly();
      running.waitFor();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        after = note(line);
      }
      // of one reading more nobody knows how far it came
      return after.plus(INTERVAL);
    }
  }

  private LocalDateTime note(String line) throws IOException {
    assertThat(line).as(Files.readString(folder.resolve("err"))).isNotNull();
    String[] timeAndWatts = line.split(" ");
    LocalDateTime slot = LocalDateTime.parse(timeAndWatts[0]);
    assertThat(readings.put(slot, timeAndWatts[1])).as("an earlier reading of %s", slot).isNull();
    return slot.plus(INTERVAL);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Dorg.slf4j.simpleLogger.log.solar.aps=error",
            "-cp",
            System.getProperty("java.class.path"),
            KillTarget.class.getName(),
            "application.properties")
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
        .start();
  }

  private void assertThatNothingIsTorn() throws IOException {
    for (String name : house.outbox()) {
      if (!name.endsWith(".part")) {
        JsonNode status = mapper.readTree(folder.resolve("data/outbox").resolve(name).toFile());
        assertThat(status.path("slot").asText().replace(':', '-') + ".json").isEqualTo(name);
      }
    }
    if (!Files.exists(folder.resolve("readings.jsonl"))) {
      return;
    }
    List<String> lines = Files.readAllLines(folder.resolve("readings.jsonl"));
    // the last may be torn this time; it is then a line of its own the next time
    for (String line : lines.subList(checkedLines, Math.max(checkedLines, lines.size() - 1))) {
      assertThat(mapper.readTree(line).path("panels").size()).isEqualTo(2);
    }
    checkedLines = lines.size();
  }

  private void assertThatNothingIsLost() throws IOException {
    Map<LocalDateTime, String> kept = stored();
    for (LocalDateTime slot : readings.keySet()) {
      Path file = folder.resolve("data/outbox").resolve(FILE.format(slot) + ".json");
      if (Files.exists(file)) {
        kept.put(slot, mapper.readTree(file.toFile()).at("/values/v2").asText());
      }
    }
    assertThat(kept).containsAllEntriesOf(readings);
    if (!readings.isEmpty()) {
      String lines = Files.readString(folder.resolve("readings.jsonl"));
      assertThat(readings.values())
          .allSatisfy(watts -> assertThat(lines).contains("\"total_watts_raw\":" + watts + ","));
    }
  }

  private Map<LocalDateTime, String> stored() {
    Map<LocalDateTime, String> stored = new TreeMap<>();
    house
        .pvOutput
        .statuses()
        .forEach((slot, values) -> stored.put(LocalDateTime.parse(slot, SLOT), values.get("v2")));
    return stored;
  }
}
