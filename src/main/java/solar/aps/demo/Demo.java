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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Settings;

/**
 * Everything {@code --demo} needs: both simulators, a clock that makes a day short, and the
 * settings that point at them.
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
  private final SimulatedPvOutput pvOutput;

  private Demo(Clock clock) throws IOException {
    this.clock = clock;
    folder = Files.createTempDirectory("aps-solar-demo-");
    deadLetterDir = Files.createDirectory(folder.resolve("dead-letter"));
    ecu = SimulatedEcu.start(clock);
    ecu.answer(FormA.PATH, untilNewFirmware(SimulatedEcu.formA(clock)));
    pvOutput = SimulatedPvOutput.start(clock, API_KEY, SYSTEM_ID);
  }

  /**
   * Starts both simulators at 10:00 of this day.
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

  private static Answer untilNewFirmware(Answer page) {
    AtomicInteger looks = new AtomicInteger();
    return exchange -> {
      int look = looks.incrementAndGet();
      if (look == LAST_LOOK_BEFORE_NEW_FIRMWARE + 1) {
        LOG.info("the simulated ECU got new firmware: its page moved to {}", FormC.PATH);
      }
      (look <= LAST_LOOK_BEFORE_NEW_FIRMWARE ? page : SimulatedEcu.NO_PAGE).send(exchange);
    };
  }

  /** What the program must be told to run on the simulators. */
  public Settings settings(Settings.ConsoleFormat consoleFormat) {
    return new Settings(
        new Settings.Ecu(
            ecu.host(),
            FormA.PATH,
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofMinutes(15)),
        POLL_INTERVAL,
        clock.getZone(),
        new Settings.Panels(true, OptionalInt.of(SolarDay.PANELS)),
        consoleFormat,
        Optional.empty(),
        new Settings.PvOutput(
            true,
            new Settings.Secret(API_KEY),
            SYSTEM_ID,
            true,
            true,
            Optional.of("v11"),
            pvOutput.url(),
            30,
            Duration.ofDays(14),
            OptionalInt.of(5)),
        deadLetterDir,
        folder.resolve("data"),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(5));
  }

  /** The time of the demo, in the system's zone: 150 times as fast as real time. */
  public Clock clock() {
    return clock;
  }

  /**
   * Ends both simulators. The demo's files go with it, unless there are dead letters, which stay to
   * be read.
   *
   * @throws UncheckedIOException if the files cannot be deleted
   */
  @Override
  public void close() {
    pvOutput.close();
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

  private boolean isDeadLetter(Path path) {
    return path.startsWith(deadLetterDir) && Files.isRegularFile(path);
  }
}
