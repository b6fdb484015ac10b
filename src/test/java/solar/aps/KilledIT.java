package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.Answer;

/** The power is cut, again and again, while PVOutput is in every kind of trouble. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledIT {
  private static final int KILLS = 200;

  /** How many processes get ready while one lives; they touch nothing yet. */
  private static final int READY = 2;

  private static final int MOST_READINGS = 5;
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final Random random = new Random(3);
  private final Deque<Process> ready = new ArrayDeque<>();
  private Path testJar;
  private Path archive;
  private House house;
  private Remains remains;
  private Process running;

  @BeforeEach
  void build() throws Exception {
    house = new House(folder);
    remains = new Remains(house);
    AtomicInteger watts = new AtomicInteger();
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange ->
            Answer.page(House.PAGE.replace(" 120&nbsp;", " " + watts.incrementAndGet() + "&nbsp;"))
                .send(exchange));
    // its day must not end before that of the processes, whose hours are short
    house.clock.pass(Duration.ofDays(10));
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
    testJar = jarOfTheTests();
    archive = folder.resolve("classes.jsa");
  }

  /** An archive of classes holds only those that come from jars. */
  private Path jarOfTheTests() throws Exception {
    Path jar = folder.resolve("tests.jar");
    Path classes =
        Path.of(KillTarget.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (FileSystem files =
            FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"));
        Stream<Path> all = Files.walk(classes.resolve("solar"))) {
      for (Path file : all.toList()) {
        Files.copy(file, files.getPath("/" + classes.relativize(file)));
      }
    }
    return jar;
  }

  @AfterEach
  void tearDown() {
    ready.forEach(Process::destroyForcibly);
    if (running != null) {
      running.destroyForcibly();
    }
    house.close();
  }

  @Test
  void aKillAtAnyMomentLosesNothingAndTearsNothing() throws Exception {
    LocalDateTime slot = makeArchive(LocalDateTime.parse("2025-06-15T11:10"));
    for (int kill = 0; kill < KILLS; kill++) {
      beginTrouble(slot);

      slot = runAndKill(slot);

      remains.checkNothingIsTorn();
      remains.checkNothingIsLost();
    }
    assertThat(remains.readings()).hasSizeGreaterThan(KILLS);

    house.pvOutput.answerNormally();
    try (House.Service service = house.service("pvoutput.publish", "true")) {
      for (int minute = 0; minute < 60; minute++) {
        service.deliver();
        house.clock.pass(Duration.ofMinutes(1));
      }
    }

    assertThat(house.outbox()).isEmpty();
    remains.checkAllIsDecided();
  }

  /** What PVOutput does in this round, and perhaps a slot of it that it never takes. */
  private void beginTrouble(LocalDateTime slot) {
    if (random.nextInt(3) == 0) {
      remains.refuse(slot.plus(INTERVAL.multipliedBy(random.nextInt(MOST_READINGS))));
    }
    switch (random.nextInt(14)) {
      case 0 -> house.pvOutput.answer(Answer.hang());
      case 1 -> house.pvOutput.answer(Answer.disconnect());
      case 2 -> house.pvOutput.answer(Answer.drop());
      case 3 -> house.pvOutput.answer(Answer.status(500, ""));
      case 4 -> house.pvOutput.answer(Answer.status(401, "Unauthorized 401: Invalid API Key"));
      case 5 ->
          house.pvOutput.answer(Answer.status(403, "Forbidden 403: Exceeded 60 requests per hour"));
      case 6 -> house.pvOutput.answer(Answer.page("<title>Welcome to our guest network</title>"));
      case 7, 8 -> house.pvOutput.answerNormallyBut(answer -> Answer.disconnect());
      case 9, 10 -> {
        // some come after the program has given up
        Duration wait = Duration.ofMillis(random.nextInt(150));
        house.pvOutput.answerNormallyBut(answer -> answer.after(wait));
      }
      default -> house.pvOutput.answerNormally();
    }
  }

  /** Lets a process end by itself, which then leaves its classes for the quick start of others. */
  private LocalDateTime makeArchive(LocalDateTime slot) throws Exception {
    running = start("-XX:ArchiveClassesAtExit=" + archive);
    return live(slot, MOST_READINGS, ProcessHandle::destroy);
  }

  private LocalDateTime runAndKill(LocalDateTime slot) throws Exception {
    while (ready.size() <= READY) {
      ready.add(start("-XX:SharedArchiveFile=" + archive));
    }
    running = ready.remove();
    return live(slot, random.nextInt(MOST_READINGS + 1), ProcessHandle::destroyForcibly);
  }

  /**
   * Lets the process poll from {@code slot} on, and ends it after some readings and at some moment.
   *
   * @return the first slot of which the process cannot have had a reading
   */
  private LocalDateTime live(LocalDateTime slot, int count, Consumer<ProcessHandle> end)
      throws Exception {
    try (PrintWriter in =
            new PrintWriter(running.outputWriter(StandardCharsets.UTF_8), /* autoFlush= */ true);
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
      in.println(slot.atZone(house.clock.getZone()).toInstant());
      LocalDateTime after = slot;
      for (int i = 0; i < count; i++) {
        after = note(lines.readLine());
      }
      assertThat(running.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS))
          .as("whether it ended by itself: %s", errors())
          .isFalse();
      // not by the process itself: that would close the pipe in which its last lines still are
      end.accept(running.toHandle());
      running.waitFor();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        after = note(line);
      }
      // of one reading more nobody knows how far it came
      return after.plus(INTERVAL);
    }
  }

  /** A reading that a process has dealt with. */
  private LocalDateTime note(String line) throws IOException {
    assertThat(line).as(errors()).isNotNull();
    String[] timeAndWatts = line.split(" ");
    LocalDateTime slot = LocalDateTime.parse(timeAndWatts[0]);
    remains.add(slot, timeAndWatts[1]);
    return slot.plus(INTERVAL);
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private Process start(String option) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            // where there is no archive, it starts without, and says nothing among its readings
            "-Xlog:disable",
            option,
            "-Dorg.slf4j.simpleLogger.log.solar.aps=error",
            "-cp",
            System.getProperty("aps-solar.jar") + System.getProperty("path.separator") + testJar,
            KillTarget.class.getName(),
            "application.properties")
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
        .start();
  }
}
