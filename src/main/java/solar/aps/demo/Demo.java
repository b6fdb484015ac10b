package solar.aps.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.ecu.FormA;
import solar.aps.demo.ecu.FormC;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.ecu.SolarDay;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.demo.web.Answer;

/**
 * Everything {@code --demo} needs: the simulators, a clock that makes a day short, and the settings
 * that point at them.
 */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final LocalTime START = LocalTime.of(10, 0);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

  /** So that each poll meets a new round of the ECU: 2 s are 5 minutes. */
  private static final int SPEED = 150;

  private static final int LAST_LOOK_BEFORE_NEW_FIRMWARE = 5;
  private static final String API_KEY = "key-of-the-demo";
  private static final String SYSTEM_ID = "12345";

  private final Clock clock;
  private final Path folder;
  private final Path deadLetterDir;
  private final SimulatedEcu ecu;
  private final SimulatedEcuPort port;
  private final SimulatedPvOutput pvOutput;

  private Demo(Clock clock) throws IOException {
    this.clock = clock;
    folder = Files.createTempDirectory("aps-solar-demo-");
    deadLetterDir = Files.createDirectory(folder.resolve("dead-letter"));
    ecu = SimulatedEcu.start(clock);
    ecu.answer(FormA.PATH, untilNewFirmware(SimulatedEcu.formA(clock)));
    ecu.showHome();
    port = SimulatedEcuPort.start(clock);
    pvOutput = SimulatedPvOutput.start(clock, API_KEY, SYSTEM_ID);
  }

  /**
   * Starts the simulators at 10:00 of this day.
   *
   * @throws IOException if no port can be bound or no temporary folder made
   */
  public static Demo start() throws IOException {
    return start(Clock.systemDefaultZone());
  }

  /** As {@link #start()}, with the time and the zone of this clock instead of the system's. */
  static Demo start(Clock base) throws IOException {
    return new Demo(
        new FastClock(
            base, LocalDate.now(base).atTime(START).atZone(base.getZone()).toInstant(), SPEED));
  }

  /** As the update of 2026 that leaves some ECUs with nothing but their port. */
  private Answer untilNewFirmware(Answer page) {
    AtomicInteger looks = new AtomicInteger();
    return exchange -> {
      int look = looks.incrementAndGet();
      if (look == LAST_LOOK_BEFORE_NEW_FIRMWARE + 1) {
        ecu.answer(FormC.PATH, SimulatedEcu.NO_PAGE);
        LOG.info(
            "the simulated ECU got new firmware: its web page is gone. After three"
                + " polls that fail it is read at its port");
      }
      (look <= LAST_LOOK_BEFORE_NEW_FIRMWARE ? page : SimulatedEcu.NO_PAGE).send(exchange);
    };
  }

  /**
   * The settings with which the program runs on the simulators: from a file, as users have them. A
   * run of the demo shows Java what a start needs.
   *
   * @param keys every key there is
   * @param options values from the command line, by key
   * @throws IOException if the file cannot be written
   */
  public Settings settings(List<Key<?>> keys, Map<String, String> options)
      throws SettingsException, IOException {
    Map<String, String> values = new TreeMap<>();
    values.put("ecu.host", ecu.host());
    values.put("ecu.tcp-port", Integer.toString(port.port()));
    values.put("ecu.retry-delay", "1s");
    values.put("time-zone", clock.getZone().getId());
    values.put("panels.scale-missing", "yes");
    values.put("panels.expected-count", Integer.toString(SolarDay.PANELS));
    values.put("sinks.timeout", "5s");
    values.put("dead-letter.dir", slashes(deadLetterDir));
    values.put("data.dir", slashes(folder.resolve("data")));
    values.put("pvoutput.publish", "yes");
    values.put("pvoutput.api-key", API_KEY);
    values.put("pvoutput.system-id", SYSTEM_ID);
    values.put("pvoutput.send-freq", "yes");
    // a poll is 2 s from the next, and 5 minutes by this clock: each would look like a gap
    values.put("pvoutput.fill-gaps", "no");
    values.put("pvoutput.url", pvOutput.url().toString());
    Path file = folder.resolve("application.properties");
    Files.write(
        file, values.entrySet().stream().map(key -> key.getKey() + "=" + key.getValue()).toList());
    return SettingsLoader.load(keys, Optional.of(file), Map.of(), options)
        .with(CommonKeys.POLL_INTERVAL, POLL_INTERVAL);
  }

  /** A backslash would be the beginning of something else in a properties file. */
  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The time of the demo, in the system's zone: 150 times as fast as real time. */
  public Clock clock() {
    return clock;
  }

  /**
   * Ends the simulators. The demo's files go with it, unless there are dead letters, which stay to
   * be read.
   *
   * @throws UncheckedIOException if the files cannot be deleted
   */
  @Override
  public void close() {
    pvOutput.close();
    port.close();
    ecu.close();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> innermostFirst = walk.sorted(Comparator.reverseOrder()).toList();
      if (innermostFirst.stream().anyMatch(this::isDeadLetter)) {
        LOG.info("the demo's dead letters are in {}", deadLetterDir);
        return;
      }
      for (Path path : innermostFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the demo's folder " + folder + " could not be deleted; delete it by hand", e);
    }
  }

  /** Those of the polls that fail after the firmware update are part of the show. */
  private boolean isDeadLetter(Path path) {
    return path.startsWith(deadLetterDir)
        && Files.isRegularFile(path)
        && !path.toString().endsWith("-ecu.json");
  }
}
