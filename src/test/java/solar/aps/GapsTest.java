package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.web.Answer;

/**
 * What was not read is filled with what the ECU itself has kept, and nothing that was sent changes.
 */
class GapsTest {
  private static final String CURVE = "/index.php/realtimedata/old_power_graph";
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", SimulatedEcu.formA(house.clock));
    house.ecu.showCurve();
    house.pvOutput.limit(1000, true);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private House.Service service(String... more) throws Exception {
    return house.service(
        Stream.concat(Stream.of("history.days", "30", "pvoutput.publish", "yes"), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Polls every five minutes, and delivers what waits. */
  private void run(Duration time, String... more) throws Exception {
    try (House.Service service = service(more)) {
      for (long i = 0; i < time.toMinutes(); i += 5) {
        service.poll();
        house.clock.pass(Duration.ofMinutes(5));
        service.deliver();
      }
    }
  }

  private long curves() {
    return house.ecu.requests().stream().filter(request -> request.contains(CURVE)).count();
  }

  /** Every slot from one time to another. */
  private static List<String> slots(String from, String to) {
    return Stream.iterate(
            LocalDateTime.parse(from),
            time -> !time.isAfter(LocalDateTime.parse(to)),
            time -> time.plusMinutes(5))
        .map(SLOT::format)
        .toList();
  }

  @Test
  void anOutageOfTheProgramIsFilledAndWhatWasSentStaysAsItWas() throws Exception {
    run(Duration.ofMinutes(20));
    Map<String, Map<String, String>> before = new TreeMap<>(house.pvOutput.statuses());
    house.clock.pass(Duration.ofHours(2));
    run(Duration.ofMinutes(15));

    assertThat(house.pvOutput.statuses().keySet())
        .containsExactlyElementsOf(slots("2025-06-15T11:10", "2025-06-15T13:40"));
    assertThat(house.pvOutput.statuses()).containsAllEntriesOf(before);
    assertThat(house.pvOutput.statuses().get("20250615 12:00")).containsOnlyKeys("v2");
    assertThat(house.pvOutput.history().stream().map(status -> status.slot()))
        .doesNotHaveDuplicates();
    assertThat(curves()).isEqualTo(1);
    assertThat(house.outbox()).isEmpty();
  }

  @Test
  void underOnceTheNextRunSendsIt() throws Exception {
    String[] settings = {"history.days", "30", "pvoutput.publish", "yes"};
    house.once(settings);
    house.clock.pass(Duration.ofHours(1));
    house.once(settings);
    assertThat(house.outbox()).hasSize(11);
    house.clock.pass(Duration.ofMinutes(5));
    house.once(settings);

    assertThat(house.pvOutput.statuses().keySet())
        .containsExactlyElementsOf(slots("2025-06-15T11:10", "2025-06-15T12:15"));
    assertThat(curves()).isEqualTo(1);
  }

  @Test
  void ofSeveralDaysOneCurveIsAskedForAPoll() throws Exception {
    run(Duration.ofMinutes(5));
    house.clock.pass(Duration.ofDays(2));
    try (House.Service service = service()) {
      for (int poll = 1; poll <= 5; poll++) {
        service.poll();
        assertThat(curves()).isEqualTo(Math.min(poll, 3));
        house.clock.pass(Duration.ofMinutes(5));
      }
      for (int i = 0; i < 20; i++) {
        service.deliver();
      }
    }

    assertThat(house.pvOutput.statuses().keySet())
        .containsAll(slots("2025-06-16T06:05", "2025-06-16T20:55"))
        .containsAll(slots("2025-06-17T06:05", "2025-06-17T11:10"))
        .doesNotContain("20250616 03:00");
  }

  @Test
  void anOutageOfTheEcuIsFilledToo() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      house.ecu.answer("/cgi-bin/parameters", Answer.status(500, "busy"));
      for (int i = 0; i < 6; i++) {
        house.clock.pass(Duration.ofMinutes(5));
        service.poll();
      }
      house.ecu.answer("/cgi-bin/parameters", SimulatedEcu.formA(house.clock));
      house.clock.pass(Duration.ofMinutes(5));
      service.poll();
      service.deliver();
    }

    assertThat(house.pvOutput.statuses().keySet())
        .containsExactlyElementsOf(slots("2025-06-15T11:10", "2025-06-15T11:45"));
  }

  @Test
  void withoutAGapNoCurveIsAskedFor() throws Exception {
    run(Duration.ofHours(1));
    run(Duration.ofMinutes(30));

    assertThat(curves()).isZero();
  }

  @Test
  void thePortHasACurveToo() throws Exception {
    try (SimulatedEcuPort port = SimulatedEcuPort.start(house.clock)) {
      String[] tcp = {"ecu.source", "tcp", "ecu.tcp-port", Integer.toString(port.port())};
      run(Duration.ofMinutes(10), tcp);
      house.clock.pass(Duration.ofHours(1));
      run(Duration.ofMinutes(10), tcp);

      assertThat(port.requests()).contains("APS1100390003216000099001END20250615END");
    }
    assertThat(house.pvOutput.statuses().keySet())
        .containsExactlyElementsOf(slots("2025-06-15T11:10", "2025-06-15T12:25"));
  }

  @Test
  void slotsOfAQuarterOfAnHourGetTheMean() throws Exception {
    house.pvOutput.statusInterval(15);
    String[] quarters = {"pvoutput.status-interval", "15"};
    run(Duration.ofMinutes(5), quarters);
    house.clock.pass(Duration.ofHours(1));
    run(Duration.ofMinutes(10), quarters);

    assertThat(house.pvOutput.statuses().keySet())
        .containsExactly(
            "20250615 11:00",
            "20250615 11:15",
            "20250615 11:30",
            "20250615 11:45",
            "20250615 12:00",
            "20250615 12:15");
  }

  @Test
  void aCurveOfAnotherZoneIsRefusedAndTheGapStaysOpen() throws Exception {
    house.ecu.answer(
        CURVE, Answer.page("{\"power\":[{\"time\":1749900000000,\"each_system_power\":34}]}"));
    run(Duration.ofMinutes(5));
    house.clock.pass(Duration.ofHours(1));
    run(Duration.ofMinutes(30));

    assertThat(curves()).isEqualTo(3);
    assertThat(house.pvOutput.statuses()).doesNotContainKey("20250615 11:30");
  }

  @Test
  void whatWasSentWithoutAHistoryIsNeverOverwritten() throws Exception {
    run(Duration.ofMinutes(10));
    run(Duration.ofMinutes(40), "history.days", "0");
    Map<String, Map<String, String>> before = new TreeMap<>(house.pvOutput.statuses());
    run(Duration.ofMinutes(15));

    assertThat(house.pvOutput.statuses()).containsAllEntriesOf(before);
    assertThat(curves()).isZero();
  }

  @Test
  void aDayWhoseHistoryIsGoneIsNotFilled() throws Exception {
    run(Duration.ofMinutes(30));
    Map<String, Map<String, String>> before = new TreeMap<>(house.pvOutput.statuses());
    Files.delete(folder.resolve("data/history/ecu/2025-06-15.jsonl"));
    house.clock.pass(Duration.ofHours(20));
    run(Duration.ofMinutes(15));

    assertThat(house.pvOutput.statuses()).containsAllEntriesOf(before);
  }

  @Test
  void aLineThatMeansNothingHoldsUpNoCycle() throws Exception {
    run(Duration.ofMinutes(10));
    Files.write(
        folder.resolve("data/history/ecu/2025-06-15.jsonl"),
        "{\"timestamp\":\"2025-06-15T11:99:00\",\"received_count\":1,\u00ff}\n"
            .getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.APPEND);
    house.clock.pass(Duration.ofHours(1));
    run(Duration.ofMinutes(10));

    assertThat(house.letters()).isEmpty();
    assertThat(house.pvOutput.statuses()).containsKey("20250615 11:45");
  }

  @Test
  void itIsSwitchedOffByItsKeyAndWithTheHistory() throws Exception {
    for (String[] off :
        List.of(new String[] {"pvoutput.fill-gaps", "false"}, new String[] {"history.days", "0"})) {
      run(Duration.ofMinutes(5), off);
      house.clock.pass(Duration.ofHours(1));
      run(Duration.ofMinutes(5), off);
    }

    assertThat(curves()).isZero();
  }
}
