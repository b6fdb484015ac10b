package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.sink.influxdb.FakeInflux;

/** The power is cut, again and again, while PVOutput and InfluxDB are in every kind of trouble. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledIT {
  private static final int KILLS = 80;

  private static final int MOST_READINGS = 5;
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final Random random = new Random(3);
  private House house;
  private FakeInflux influx;
  private Remains remains;
  private KillTargets processes;
  private Process running;

  @BeforeEach
  void build() throws Exception {
    house = new House(folder);
    influx = new FakeInflux();
    remains = new Remains(house, influx);
    AtomicInteger readings = new AtomicInteger();
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange -> {
          int watts = 1 + readings.getAndIncrement() % 1000;
          Answer.page(House.PAGE.replace(" 120&nbsp;", " " + watts + "&nbsp;")).send(exchange);
        });
    house.pvOutput.limit(Integer.MAX_VALUE, false);
    Files.writeString(
        folder.resolve("application.properties"),
        """
        ecu.source=page
        ecu.host=%s
        ecu.max-age=0
        time-zone=Europe/Berlin
        console.format=none
        json-file.path=readings.jsonl
        pvoutput.publish=yes
        pvoutput.url=%s
        pvoutput.api-key=%s
        pvoutput.system-id=%s
        influxdb.url=%s
        influxdb.database=aps
        camel.component.http.response-timeout=100
        """
            .formatted(
                house.ecu.host(),
                house.pvOutput.url(),
                House.API_KEY,
                House.SYSTEM_ID,
                influx.url()));
    processes = new KillTargets(folder);
  }

  @AfterEach
  void tearDown() {
    processes.close();
    if (running != null) {
      running.destroyForcibly();
    }
    influx.close();
    house.close();
  }

  @Test
  void aKillAtAnyMomentLosesNothingAndTearsNothing() throws Exception {
    LocalDateTime slot = liveInPeace(LocalDateTime.parse("2025-06-15T11:10"));
    for (int kill = 0; kill < KILLS; kill++) {
      // its day must not end before that of a process, whose hours are short
      house.clock.pass(Duration.between(LocalDateTime.now(house.clock), slot.plusDays(1)));
      beginTrouble(slot);

      slot = runAndKill(slot);

      remains.checkNothingIsTorn();
      remains.checkNothingIsLost();
    }
    assertThat(remains.readings()).hasSizeGreaterThan(KILLS);

    house.pvOutput.answerNormally();
    influx.answersNormally();
    String[] sinks = {
      "pvoutput.publish", "true", "influxdb.url", influx.url(), "influxdb.database", "aps"
    };
    try (House.Service service = house.service(sinks)) {
      service.deliver("influxdb");
      for (int minute = 0; minute < 60; minute++) {
        service.deliver();
        house.clock.pass(Duration.ofMinutes(1));
      }
    }

    assertThat(house.outbox()).isEmpty();
    assertThat(house.outbox("influxdb")).isEmpty();
    remains.checkAllIsDecided();
  }

  /** What both do in this round, and perhaps some slots that it never takes. */
  private void beginTrouble(LocalDateTime slot) {
    if (random.nextInt(3) == 0) {
      random
          .ints(MOST_READINGS, 0, 2 * MOST_READINGS)
          .forEach(i -> remains.refuse(slot.plus(INTERVAL.multipliedBy(i))));
    }
    switch (random.nextInt(5)) {
      case 0 -> influx.answersBrokenOff();
      case 1 -> influx.answersError(503);
      default -> influx.answersNormally();
    }
    switch (random.nextInt(14)) {
      case 0 -> house.pvOutput.answer(Faults.hang());
      case 1 -> house.pvOutput.answer(Faults.disconnect());
      case 2 -> house.pvOutput.answer(Faults.drop());
      case 3 -> house.pvOutput.answer(Answer.status(500, ""));
      case 4 -> house.pvOutput.answer(Answer.status(401, "Unauthorized 401: Invalid API Key"));
      case 5 ->
          house.pvOutput.answer(Answer.status(403, "Forbidden 403: Exceeded 60 requests per hour"));
      case 6 -> house.pvOutput.answer(Answer.page("<title>Welcome to our guest network</title>"));
      case 7, 8 -> house.pvOutput.answerNormallyBut(answer -> Faults.disconnect());
      case 9, 10 -> {
        // some come after the program has given up
        Duration wait = Duration.ofMillis(random.nextInt(150));
        house.pvOutput.answerNormallyBut(answer -> Faults.late(answer, wait));
      }
      default -> house.pvOutput.answerNormally();
    }
  }

  /**
   * Lets a process live in peace; at its end it leaves its classes for the quick start of others.
   */
  private LocalDateTime liveInPeace(LocalDateTime slot) throws Exception {
    running = processes.first(MOST_READINGS);
    try (PrintWriter in = input();
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
      begin(slot, in, lines);
      LocalDateTime after = noteAll(lines, slot);
      assertThat(running.waitFor()).as(processes.errors()).isZero();
      return after;
    }
  }

  /**
   * Lets a process poll from {@code slot} on, and kills it after some readings and at some moment.
   *
   * @return the first slot of which the process cannot have had a reading
   */
  private LocalDateTime runAndKill(LocalDateTime slot) throws Exception {
    running = processes.next();
    try (PrintWriter in = input();
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
      begin(slot, in, lines);
      LocalDateTime after = slot;
      for (int count = random.nextInt(MOST_READINGS); count > 0; count--) {
        after = note(lines.readLine());
      }
      assertThat(running.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS))
          .as("whether it ended by itself: %s", processes.errors())
          .isFalse();
      // not by the process itself: that would close the pipe in which its last lines still are
      running.toHandle().destroyForcibly();
      running.waitFor();
      // of one reading more nobody knows how far it came
      return noteAll(lines, after).plus(INTERVAL);
    }
  }

  private void begin(LocalDateTime slot, PrintWriter in, BufferedReader lines) throws IOException {
    // not before it is ready: a kill while it starts would show nothing
    assertThat(lines.readLine()).as(processes.errors()).isEqualTo(KillTarget.READY);
    in.println(slot.atZone(house.clock.getZone()).toInstant());
  }

  private PrintWriter input() {
    return new PrintWriter(running.outputWriter(StandardCharsets.UTF_8), /* autoFlush= */ true);
  }

  private LocalDateTime noteAll(BufferedReader lines, LocalDateTime first) throws IOException {
    LocalDateTime after = first;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      after = note(line);
    }
    return after;
  }

  /** A reading that a process has dealt with. */
  private LocalDateTime note(String line) throws IOException {
    if (line == null) {
      throw new AssertionError("it ended by itself: " + processes.errors());
    }
    String[] timeAndWatts = line.split(" ");
    LocalDateTime slot = LocalDateTime.parse(timeAndWatts[0]);
    remains.add(slot, timeAndWatts[1]);
    return slot.plus(INTERVAL);
  }
}
