package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;
import solar.aps.demo.pvoutput.StoredStatus;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.flow.CycleOutcome;

/** What PVOutput holds in the end against what was read, through every kind of trouble. */
class OutageTest {
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @TempDir Path folder;
  private House house;

  /** What was read: watts by slot, the latest where a slot came twice. */
  private final Map<String, String> read = new TreeMap<>();

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private House.Service service(String... more) throws Exception {
    return house.service(
        Stream.concat(
                Stream.of("pvoutput.publish", "true", "ecu.max-age", "0", "console.format", "none"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private CycleOutcome poll(House.Service service) throws Exception {
    int watts = 1000 + read.size();
    house.shows(watts);
    read.put(SLOT.format(slot()), Integer.toString(watts));
    return service.poll().orElseThrow();
  }

  private LocalDateTime slot() {
    LocalDateTime now = LocalDateTime.now(house.clock);
    return now.minusMinutes(now.getMinute() % 5);
  }

  private void poll(House.Service service, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      poll(service);
      house.clock.pass(FIVE_MINUTES);
    }
  }

  /** Lets the delivery's timer do its work for this long. */
  private void calm(House.Service service, Duration time) throws Exception {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusMinutes(1)) {
      service.deliver();
      house.clock.pass(Duration.ofMinutes(1));
    }
  }

  private Map<String, String> stored() {
    return house.pvOutput.statuses().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().get("v2"), (a, b) -> b, TreeMap::new));
  }

  @Test
  void aDayWithoutInternetLeavesNoGap() throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 288);
      assertThat(house.outbox()).hasSize(288);
      int before = house.pvOutput.requests().size();
      house.pvOutput.answerNormally();
      calm(service, Duration.ofMinutes(20));

      assertThat(stored()).isEqualTo(read).hasSize(288);
      assertThat(house.pvOutput.history()).as("each stored once").hasSize(288);
      assertThat(house.pvOutput.requests().size() - before)
          .as("one for the newest, ten batches of 30 for the rest")
          .isEqualTo(1 + 10);
      assertThat(house.outbox()).isEmpty();
    }
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theNewestStatusGoesFirstAndAloneThenHistoryInOrder() throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(Answer.status(500, ""));
      poll(service, 4);
      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(15));
      poll(service);

      List<String> order = house.pvOutput.history().stream().map(StoredStatus::slot).toList();
      assertThat(order)
          .containsExactly(
              "20250615 11:45",
              "20250615 11:10",
              "20250615 11:15",
              "20250615 11:20",
              "20250615 11:25");
      assertThat(house.pvOutput.requests().get(house.pvOutput.requests().size() - 2).path())
          .endsWith("addstatus.jsp");
    }
  }

  @Test
  void aPoisonRowAmongSixtyIsSetAsideAndTheOthersGoOn() throws Exception {
    String words = "Bad request 400: Power value [1017] too high for system size [500]";
    house.pvOutput.refuse("20250615 12:35", words);
    try (House.Service service = service()) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 60);
      house.pvOutput.answerNormally();
      calm(service, Duration.ofMinutes(30));

      read.remove("20250615 12:35");
      assertThat(stored()).isEqualTo(read).hasSize(59);
      assertThat(house.outbox()).isEmpty();
      int requests = house.pvOutput.requests().size();
      calm(service, Duration.ofHours(3));
      assertThat(house.pvOutput.requests()).hasSize(requests);
    }
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("answer").textValue()).isEqualTo(words);
    assertThat(house.letters().get(0).at("/body/slot").textValue()).isEqualTo("2025-06-15T12:35");
  }

  @Test
  void aRowThatIsNotStoredIsSentOnceMoreAlone() throws Exception {
    house.pvOutput.ignore("20250615 11:20");
    try (House.Service service = service()) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 6);
      house.pvOutput.answerNormally();
      calm(service, Duration.ofMinutes(20));
    }

    assertThat(stored()).isEqualTo(read);
    assertThat(house.pvOutput.requests().get(house.pvOutput.requests().size() - 1).form())
        .containsEntry("t", "11:20");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aSpentBudgetIsWaitedForAndAReserveKeptForTheLiveStatuses(boolean headers) throws Exception {
    house.pvOutput.limit(60, headers);
    try (House.Service service = service("pvoutput.batch-size", "1")) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 150);
      house.clock.pass(Duration.ofHours(1));
      house.pvOutput.answerNormally();
      int before = house.pvOutput.requests().size();
      for (int i = 0; i < 48; i++) {
        CycleOutcome outcome = poll(service);
        assertThat(outcome.delivered("pvoutput")).as("live at %s", slot()).isTrue();
        for (int tick = 0; tick < 5; tick++) {
          service.deliver();
          house.clock.pass(Duration.ofMinutes(1));
        }
      }

      assertThat(stored()).isEqualTo(read);
      assertThat(house.pvOutput.requests().size() - before).isEqualTo(150 + 48);
    }
  }

  @Test
  void afterALimitNothingIsSentBeforeTheReset() throws Exception {
    house.pvOutput.limit(0, true);
    try (House.Service service = service()) {
      CycleOutcome outcome = poll(service);
      assertThat(outcome.toString())
          .endsWith("PVOutput's limit of requests an hour is spent, outbox 1, next try 12:00");
      calm(service, Duration.ofMinutes(49));
      assertThat(house.pvOutput.requests()).hasSize(1);

      house.pvOutput.limit(60, true);
      house.clock.pass(Duration.ofMinutes(1));
      service.deliver();

      assertThat(stored()).isEqualTo(read);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | Unauthorized 401: Invalid System ID
          401 | Unauthorized 401: Invalid API Key
          401 | Unauthorized 401: Disabled API Key
          403 | Forbidden 403: Read only key
          """)
  void refusedSettingsPauseThePublishingForAnHourAtATimeAndLoseNothing(int status, String words)
      throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(Answer.status(status, words));
      CycleOutcome first = poll(service);
      assertThat(first.level()).isEqualTo(Level.ERROR);
      assertThat(first.toString()).contains("refuses the settings (" + words + ")");
      house.clock.pass(FIVE_MINUTES);
      poll(service, 24);

      assertThat(house.pvOutput.requests()).as("at the start, then once an hour").hasSize(3);
      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofHours(1));
      service.deliver();
      assertThat(stored()).isEqualTo(read).hasSize(25);
    }
  }

  @Test
  void aRestartTriesTheSettingsAgain() throws Exception {
    house.pvOutput.answer(Answer.status(401, "Unauthorized 401: Invalid API Key"));
    try (House.Service service = service()) {
      poll(service);
    }
    house.pvOutput.answerNormally();
    house.clock.pass(FIVE_MINUTES);
    try (House.Service service = service()) {
      poll(service);
    }

    assertThat(stored()).isEqualTo(read).hasSize(2);
  }

  @Test
  void extendedValuesAreLeftOutWherePvOutputWantsADonor() throws Exception {
    house.pvOutput.donor(false);
    try (House.Service service = service("pvoutput.send-freq", "true")) {
      assertThat(poll(service).delivered("pvoutput")).isTrue();
      house.clock.pass(FIVE_MINUTES);
      assertThat(poll(service).delivered("pvoutput")).isTrue();
    }

    assertThat(house.pvOutput.requests()).as("refused, sent without, then without").hasSize(3);
    assertThat(house.pvOutput.statuses().values())
        .allSatisfy(fields -> assertThat(fields).containsKey("v6").doesNotContainKey("v11"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | Bad request 400: Invalid Date [2025]
          400 | Bad request 400: Missing date or time
          400 | Bad request 400: Missing energy and power values
          400 | Bad request 400: Could not read v2 [x]
          400 | Bad request 400: Invalid data format
          400 | Bad request 400: Date is older than 14 days [20250615]
          400 | Bad request 400: Power value [9] too high for system size [1]
          400 | Bad request 400: Energy value [9] too high for system size [1]
          400 | Bad request 400: Energy value is lower than previously recorded value
          400 | bad request 400: Moon Powered
          """)
  void everyRefusalForGoodSetsThatStatusAsideOnly(int status, String words) throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(Answer.status(status, words));
      poll(service, 1);
      house.pvOutput.answerNormally();
      poll(service, 1);
    }

    assertThat(stored()).containsOnlyKeys("20250615 11:15");
    assertThat(house.letters())
        .extracting(letter -> letter.get("answer").textValue())
        .containsExactly(words);
  }

  @Test
  void aStatusOfTheFutureWaits() throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(
          Answer.status(400, "Bad request 400: Date is in the future [20250615]"));
      poll(service, 1);
      assertThat(house.outbox()).hasSize(1);
      house.pvOutput.answerNormally();
      calm(service, Duration.ofMinutes(70));
    }

    assertThat(stored()).isEqualTo(read);
  }

  @Test
  void afterTheClockIsSetBackTheStatusesOfItsFutureWait() throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 12);
      house.clock.pass(Duration.ofHours(-2));
      house.pvOutput.answerNormally();
      poll(service, 36);
      calm(service, Duration.ofMinutes(20));
    }

    assertThat(stored()).isEqualTo(read);
  }

  @Test
  void whatIsTooOldIsSetAsideAndCounted() throws Exception {
    try (House.Service service = service("pvoutput.max-age", "1d")) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 3);
      house.clock.pass(Duration.ofHours(25));
      house.pvOutput.answerNormally();
      poll(service, 1);
    }

    assertThat(house.pvOutput.statuses()).hasSize(1);
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters())
        .hasSize(3)
        .allSatisfy(
            letter ->
                assertThat(letter.get("cause").textValue())
                    .isEqualTo("older than pvoutput.max-age"));
  }

  @Test
  void afterADayWithoutASuccessTheLineIsAnError() throws Exception {
    try (House.Service service = service()) {
      house.pvOutput.answer(Faults.disconnect());
      assertThat(poll(service).level()).isEqualTo(Level.WARN);
      house.clock.pass(Duration.ofHours(24));
      assertThat(poll(service).level()).isEqualTo(Level.ERROR);
      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(15));
      assertThat(poll(service).level()).isEqualTo(Level.INFO);
    }
  }

  @Test
  void aSuccessOfATimeThatIsStillToComePutsOffNoError() throws Exception {
    try (House.Service service = service()) {
      house.clock.pass(Duration.ofHours(9));
      poll(service);
      house.clock.pass(Duration.ofHours(-9));
      house.pvOutput.answer(Faults.disconnect());
      assertThat(poll(service).level()).isEqualTo(Level.WARN);
      house.clock.pass(Duration.ofHours(24));
      assertThat(poll(service).level()).isEqualTo(Level.ERROR);
    }
  }

  @Test
  void theLineOfACycleTellsTheState() throws Exception {
    try (House.Service service = service()) {
      assertThat(poll(service).toString()).endsWith("; published OK 200, outbox 0");
      house.clock.pass(FIVE_MINUTES);
      house.pvOutput.answer(Answer.status(503, "Service Unavailable"));
      assertThat(poll(service).toString())
          .matches(
              ".*; PVOutput unreachable \\(HTTP 503 Service Unavailable\\), outbox 1, next try 11:15");
    }
  }

  @Test
  void aDiskThatTakesNothingLosesNothingAndIsMended() throws Exception {
    try (House.Service service = service()) {
      poll(service, 1);
      Path outbox = folder.resolve("data/outbox/pvoutput");
      Files.delete(outbox);
      Files.createFile(outbox);
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 3);
      Files.delete(outbox);
      poll(service, 1);
      assertThat(house.outbox()).hasSize(4);
      house.pvOutput.answerNormally();
      calm(service, Duration.ofMinutes(20));
    }

    assertThat(stored()).isEqualTo(read).hasSize(5);
    assertThat(house.outbox()).isEmpty();
  }

  @Test
  void aStatusWhoseLetterCannotBeWrittenStaysInTheOutboxUnsent() throws Exception {
    Path letters = folder.resolve("dead-letter");
    house.pvOutput.refuse("20250615 11:10", "Bad request 400: Moon Powered");
    try (House.Service service = service()) {
      Files.createFile(letters);
      poll(service, 3);
      assertThat(house.outbox()).containsExactly("2025-06-15T11-10.json");
      assertThat(house.pvOutput.requests()).hasSize(3);
      Files.delete(letters);
      service.deliver();
      assertThat(house.outbox()).isEmpty();
    }
    assertThat(house.letters()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2025-03-30T00:00, 276",
    "Europe/Berlin, 2025-10-26T00:00, 288",
    "Australia/Sydney, 2025-10-05T00:00, 276",
    "Australia/Sydney, 2025-04-06T00:00, 288",
    "Australia/Lord_Howe, 2025-10-05T00:00, 282",
    "Australia/Lord_Howe, 2025-04-06T00:00, 288",
    "America/St_Johns, 2025-03-09T00:00, 276",
    "America/St_Johns, 2025-11-02T00:00, 288",
    "Asia/Kolkata, 2025-06-15T00:00, 288",
    "Europe/Berlin, 2028-02-29T00:00, 288"
  })
  void theDayOfAClockChangeIsPublishedOverAnOutage(ZoneId zone, LocalDateTime midnight, int slots)
      throws Exception {
    house.close();
    Instant start = midnight.atZone(zone).toInstant();
    house = new House(folder, start, zone);
    try (House.Service service = service("time-zone", zone.getId())) {
      house.pvOutput.answer(Faults.disconnect());
      while (LocalDateTime.now(house.clock).toLocalDate().equals(midnight.toLocalDate())) {
        poll(service, 1);
      }
      house.pvOutput.answerNormally();
      calm(service, Duration.ofMinutes(20));
    }

    assertThat(stored()).isEqualTo(read).hasSize(slots);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theIntervalOfTheSystemIsAskedForOnce() throws Exception {
    house.pvOutput.statusInterval(15);
    try (House.Service service = service("pvoutput.status-interval", "auto")) {
      house.clock.pass(Duration.ofMinutes(4));
      house.shows(1);
      service.poll();
      house.clock.pass(Duration.ofMinutes(10));
      service.poll();
    }

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:00", "20250615 11:15");
    assertThat(house.pvOutput.requests().stream().filter(r -> r.path().endsWith("getsystem.jsp")))
        .hasSize(1);
  }

  @Test
  void anIntervalThatCannotBeHadIsFiveMinutes() throws Exception {
    house.pvOutput.answer(Answer.status(500, ""));
    try (House.Service service = service("pvoutput.status-interval", "auto")) {
      poll(service);
    }

    assertThat(house.outbox()).containsExactly("2025-06-15T11-10.json");
  }

  @Test
  void aSecondProgramOnTheSameFolderPublishesNothingAndSaysSo() throws Exception {
    try (House.Service first = service();
        House.Service second = service()) {
      poll(first);
      house.clock.pass(FIVE_MINUTES);
      CycleOutcome outcome = second.poll().orElseThrow();

      assertThat(outcome.failures()).hasSize(1);
      assertThat(outcome.failures().get(0).failure())
          .hasMessageContaining("another aps-solar sends from the folder");
      assertThat(house.pvOutput.requests()).hasSize(1);
    }
    try (House.Service later = service()) {
      poll(later);
    }
    assertThat(stored()).isEqualTo(read);
  }

  @Test
  void aFileInTheOutboxThatIsNoStatusIsLeftAsideAndHoldsNothingUp() throws Exception {
    Files.createDirectories(folder.resolve("data/outbox/pvoutput"));
    Files.writeString(folder.resolve("data/outbox/pvoutput/2025-06-15T10-00.json"), "{\"slot\":");
    Files.writeString(folder.resolve("data/outbox/pvoutput/2025-06-15T10-10.json"), "null");
    Files.writeString(
        folder.resolve("data/outbox/pvoutput/2025-06-15T10-10.json.unreadable"), "older");
    Files.writeString(
        folder.resolve("data/outbox/pvoutput/2025-06-15T10-15.json"),
        "{\"slot\":\"2025-06-15T10:15\",\"taken_at\":\"2025-06-15T08:15:00Z\",\"values\":{\"w\":\"1\"}}");
    Files.writeString(folder.resolve("data/outbox/pvoutput/2025-06-15T10-05.json.part"), "{");

    try (House.Service service = service()) {
      poll(service);
    }

    assertThat(stored()).isEqualTo(read);
    assertThat(house.outbox())
        .containsExactly(
            "2025-06-15T10-00.json.unreadable",
            "2025-06-15T10-10.json.unreadable",
            "2025-06-15T10-15.json.unreadable");
  }

  @Test
  void whatIsInTheOutboxCanBeReadByAPerson() throws Exception {
    house.pvOutput.answer(Faults.disconnect());
    try (House.Service service = service()) {
      poll(service);
    }

    assertThat(folder.resolve("data/outbox/pvoutput/2025-06-15T11-10.json"))
        .hasContent(
            "{\"slot\":\"2025-06-15T11:10\",\"taken_at\":\"2025-06-15T09:10:16Z\","
                + "\"values\":{\"v2\":\"1000\",\"v5\":\"50.0\",\"v6\":\"234.0\"}}");
  }

  @Test
  void aSetAsideStatusIsReplayed() throws Exception {
    house.pvOutput.refuse("20250615 11:10", "Bad request 400: Moon Powered");
    try (House.Service service = service()) {
      poll(service, 2);
    }
    assertThat(house.letters()).hasSize(1);
    tearDown();
    build();

    assertThat(replay(folder.resolve("dead-letter"))).isEqualTo(1);
    assertThat(house.letters()).isEmpty();
    assertThat(house.outbox()).hasSize(1);
    try (House.Service service = service()) {
      poll(service, 1);
    }

    assertThat(stored()).containsEntry("20250615 11:10", "1002");
  }

  private int replay(Path letters) throws Exception {
    List<String> report = house.replay(letters);
    return Integer.parseInt(report.get(report.size() - 1).split(" ")[0]);
  }
}
