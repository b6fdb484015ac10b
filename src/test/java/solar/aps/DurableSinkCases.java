package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.servers.RealServer;

/** What every durable sink does with its real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class DurableSinkCases<S extends RealServer> {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int READINGS_A_DAY = 288;
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int KILLS = 6;
  private static final int MOST_READINGS = 5;
  private static final String WRONG_PASSWORD = "wr0ng pa55&w+rd%/";

  @TempDir Path folder;
  House house;
  private S server;
  private int spaces;
  private String space;

  /** What was read: watts by the time of the reading. */
  private final Map<Instant, Integer> read = new TreeMap<>();

  /** A new server that has been started. */
  abstract S startServer() throws Exception;

  /** The name of the sink. */
  abstract String sink();

  /** The keys and values by which it finds its server, in a place of this name. */
  abstract Map<String, String> settings(String place);

  /** Makes that place, with nothing in it. */
  abstract void prepare(String place) throws Exception;

  /** What is at the server: watts by the time of the reading. */
  abstract Map<Instant, Integer> stored(String place) throws Exception;

  /** The key of the password. */
  abstract String passwordKey();

  /** What the server says of a password that is wrong. */
  abstract String refusal();

  /** What a user puts into lib/ext. */
  List<Path> jars() {
    return List.of();
  }

  /** A shipped file with less patience, where it has too much for days that pass in seconds. */
  String hurried(String shipped) {
    return shipped;
  }

  final S server() {
    return server;
  }

  final String place() {
    return space;
  }

  /** The jar that has this class. */
  static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void begin() throws Exception {
    server = startServer();
  }

  @AfterAll
  void end() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void build() throws Exception {
    house = new House(folder);
    read.clear();
    space = "place" + spaces++;
    prepare(space);
    if (isYaml()) {
      Files.createDirectory(folder.resolve("sinks"));
      Files.writeString(
          folder.resolve("sinks/" + sink() + ".yaml"), hurried(Files.readString(shipped())));
    }
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private Path shipped() {
    return Path.of("src/main/dist/sinks", sink() + ".yaml");
  }

  private boolean isYaml() {
    return Files.exists(shipped());
  }

  /** All settings as keys and values. */
  final String[] keys() {
    Map<String, String> keys = new TreeMap<>(settings(space));
    keys.putAll(Map.of("ecu.max-age", "0", "console.format", "none"));
    if (isYaml()) {
      keys.put("sinks.dir", folder.resolve("sinks").toString());
      keys.put("sinks.outbox", sink());
    }
    return keys.entrySet().stream()
        .flatMap(key -> Stream.of(key.getKey(), key.getValue()))
        .toArray(String[]::new);
  }

  private void poll(House.Service service) throws Exception {
    int watts = 100 + read.size();
    house.shows(watts);
    read.put(house.clock.instant(), watts);
    assertThat(service.poll().orElseThrow().failures()).isEmpty();
    house.clock.pass(INTERVAL);
  }

  /** Lets the timer of the outbox do its work for some time. */
  private void calm(House.Service service) throws Exception {
    for (int minute = 0; minute < MINUTES_A_DAY && !house.outbox(sink()).isEmpty(); minute++) {
      house.clock.pass(Duration.ofMinutes(1));
      service.deliver(sink());
    }
    assertThat(house.outbox(sink())).isEmpty();
  }

  @Test
  void anOutageOfADayLeavesNoGap() throws Exception {
    try (House.Service service = house.service(keys())) {
      poll(service);
      calm(service);
      assertThat(stored(space)).isEqualTo(read);
      server.write();
      server.kill();
      for (int i = 0; i < READINGS_A_DAY; i++) {
        poll(service);
      }
      assertThat(house.outbox(sink())).hasSize(READINGS_A_DAY);
      server.restart();
      calm(service);
      poll(service);
      calm(service);
    }

    assertThat(stored(space)).isEqualTo(read).hasSize(READINGS_A_DAY + 2);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aKillOfThisProgramOrOfTheServerLosesNothing() throws Exception {
    AtomicInteger watts = new AtomicInteger();
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange ->
            Answer.page(House.PAGE.replace(" 120&", " " + watts.incrementAndGet() + "&"))
                .send(exchange));
    configure(Map.of());
    LocalDateTime slot = LocalDateTime.now(house.clock);
    try (KillTargets processes = new KillTargets(folder, jars().toArray(Path[]::new))) {
      slot = run(processes.first(MOST_READINGS), slot, MOST_READINGS, () -> {}, processes);
      for (int kill = 0; kill < KILLS; kill++) {
        boolean ofServer = kill % 2 == 1;
        Runnable inTheMiddle = ofServer && server.keepsWhatItTook() ? server::kill : () -> {};
        slot = run(processes.next(), slot, 1 + kill % MOST_READINGS, inTheMiddle, processes);
        if (ofServer) {
          server.write();
          server.kill();
          server.restart();
        }
      }
    }
    house.clock.pass(Duration.ofDays(1));
    try (House.Service service = house.service(keys())) {
      service.deliver(sink());
      calm(service);
    }

    assertThat(read).hasSizeGreaterThan(KILLS);
    assertThat(stored(space)).containsAllEntriesOf(read);
    assertThat(house.letters()).isEmpty();
  }

  /**
   * Lets a process read from {@code slot} on, and kills it after some readings.
   *
   * @param inTheMiddle what happens after the first of them
   * @return the first slot of which the process cannot have had a reading
   */
  private LocalDateTime run(
      Process process,
      LocalDateTime slot,
      int readings,
      Runnable inTheMiddle,
      KillTargets processes)
      throws Exception {
    try (PrintWriter in =
            new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), /* autoFlush= */ true);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).as(processes.errors()).isEqualTo(KillTarget.READY);
      in.println(slot.atZone(house.clock.getZone()).toInstant());
      for (int i = 0; i < readings; i++) {
        note(lines.readLine(), processes);
        if (i == 0) {
          inTheMiddle.run();
        }
      }
      process.toHandle().destroyForcibly();
      process.waitFor();
      LocalDateTime after = slot.plus(INTERVAL.multipliedBy(readings));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line, processes);
        after = after.plus(INTERVAL);
      }
      // of one reading more nobody knows how far it came
      return after.plus(INTERVAL);
    }
  }

  private void note(String line, KillTargets processes) throws IOException {
    assertThat(line).as(processes.errors()).isNotNull();
    String[] timeAndWatts = line.split(" ");
    Instant time = LocalDateTime.parse(timeAndWatts[0]).atZone(house.clock.getZone()).toInstant();
    read.put(time, Integer.valueOf(timeAndWatts[1]));
  }

  /** Writes the settings for a process. */
  private void configure(Map<String, String> others) throws IOException {
    Map<String, String> all = new TreeMap<>();
    String[] keys = keys();
    for (int i = 0; i < keys.length; i += 2) {
      all.put(keys[i], keys[i + 1]);
    }
    all.put("ecu.source", "page");
    all.put("ecu.host", house.ecu.host());
    all.put("time-zone", house.clock.getZone().getId());
    all.putAll(others);
    Files.write(
        folder.resolve("application.properties"),
        all.entrySet().stream().map(key -> key.getKey() + "=" + key.getValue()).toList());
  }

  @Test
  void aWrongPasswordIsNamedAndStandsNowhereHoweverMuchIsLogged() throws Exception {
    house.shows(120);
    configure(Map.of(passwordKey(), WRONG_PASSWORD));
    if (isYaml()) {
      Files.copy(
          shipped(),
          folder.resolve("sinks/" + sink() + ".yaml"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug");
    command.add("-cp");
    command.add(
        Stream.concat(
                Stream.of(System.getProperty("aps-solar.jar")), jars().stream().map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of("solar.aps.ApsSolar", "--once"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");

    int exitCode =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();

    assertThat(exitCode).as(Files.readString(err)).isEqualTo(3);
    assertThat(
            Files.readString(err).lines().filter(line -> line.matches("[-0-9: ]+(ERROR|WARN) .*")))
        .anyMatch(line -> line.contains(refusal()));
    Files.delete(folder.resolve("application.properties"));
    String encoded = URLEncoder.encode(WRONG_PASSWORD, StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain(WRONG_PASSWORD, encoded, encoded.replace("+", "%20"));
      }
    }
  }
}
