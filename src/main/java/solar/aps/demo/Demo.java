package solar.aps.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.ecu.FamilyRoof;
import solar.aps.demo.ecu.FormA;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.plugin.FastClock;

/**
 * Everything {@code --demo} needs: the simulators, a clock that makes a day short, and the settings
 * that point at them.
 */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final LocalTime START = LocalTime.of(10, 0);

  /** So that a day passes in two minutes; the 5 minutes between two polls are 600 ms. */
  private static final int SPEED = 500;

  /** The lines of the polls take the URL of the page out of sight. */
  private static final Duration REMINDER = Duration.ofSeconds(20);

  /** The longest poll ends before. */
  private static final int SECONDS_TO_END = 30;

  private static final String API_KEY = "key-of-the-demo";
  private static final String SYSTEM_ID = "12345";

  private final Clock clock;
  private final Path folder;
  private final Path deadLetterDir;
  private final FamilyRoof roof;
  private final SimulatedEcu ecu;
  private final SimulatedPvOutput pvOutput;
  private final Timer reminder = new Timer("demo", true);
  private final CountDownLatch closed = new CountDownLatch(1);

  private Demo(Clock clock) throws IOException {
    this.clock = clock;
    folder = Files.createTempDirectory("aps-solar-demo-");
    deadLetterDir = Files.createDirectory(folder.resolve("dead-letter"));
    roof = new FamilyRoof(LocalDate.now(clock));
    ecu = SimulatedEcu.start(clock, roof);
    ecu.showHome();
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
    return new Demo(new FastClock(base, LocalDate.now(base).atTime(START), SPEED));
  }

  /**
   * The settings with which the program looks at the simulators once: from a file, as users have
   * them. Such a run shows Java what a start needs, so it has nothing that takes its time.
   *
   * @param keys every key there is
   * @param options values from the command line, by key
   * @throws IOException if the file cannot be written
   */
  public Settings settings(List<Key<?>> keys, Map<String, String> options)
      throws SettingsException, IOException {
    return load(keys, new TreeMap<>(values()), options);
  }

  /**
   * The settings of the service: as above, and it serves its page at a free port of this machine,
   * which is told in the log now and then. It finds a layout and the history of two weeks in its
   * folder.
   *
   * @throws IOException if the files cannot be written
   */
  public Settings serviceSettings(List<Key<?>> keys, Map<String, String> options)
      throws SettingsException, IOException {
    int port = freePort();
    Map<String, String> values = new TreeMap<>(values());
    values.put("web.port", Integer.toString(port));
    Path layout = Files.write(folder.resolve("roof.csv"), FamilyRoof.layout());
    values.put("panels.layout", slashes(layout));
    // nobody can read what goes by so fast; the page shows it
    values.put("console.format", "none");
    Settings settings = load(keys, values, options);
    new DemoHistory(roof, settings, "http://" + ecu.host() + FormA.PATH)
        .write(settings, LocalDateTime.now(clock));
    remind("the page: http://127.0.0.1:" + port + "/ (a day passes in two minutes)");
    return settings;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void remind(String words) {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            LOG.info(words);
          }
        };
    LOG.info(words);
    reminder.schedule(task, REMINDER.toMillis(), REMINDER.toMillis());
  }

  private Map<String, String> values() {
    return Map.ofEntries(
        Map.entry("ecu.host", ecu.host()),
        Map.entry("time-zone", clock.getZone().getId()),
        Map.entry("panels.scale-missing", "yes"),
        Map.entry("panels.expected-count", Integer.toString(FamilyRoof.PANELS)),
        Map.entry("sinks.timeout", "5s"),
        Map.entry("dead-letter.dir", slashes(deadLetterDir)),
        Map.entry("data.dir", slashes(folder.resolve("data"))),
        Map.entry("pvoutput.publish", "yes"),
        Map.entry("pvoutput.api-key", API_KEY),
        Map.entry("pvoutput.system-id", SYSTEM_ID),
        Map.entry("pvoutput.send-freq", "yes"),
        // the simulated ECU shows no curve
        Map.entry("pvoutput.fill-gaps", "no"),
        Map.entry("pvoutput.url", pvOutput.url().toString()));
  }

  private Settings load(List<Key<?>> keys, Map<String, String> values, Map<String, String> options)
      throws SettingsException, IOException {
    Path file = folder.resolve("application.properties");
    Files.write(
        file, values.entrySet().stream().map(key -> key.getKey() + "=" + key.getValue()).toList());
    return SettingsLoader.load(keys, Optional.of(file), Map.of(), options);
  }

  /** A backslash would be the beginning of something else in a properties file. */
  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The time of the demo, in the system's zone: 500 times as fast as real time. */
  public Clock clock() {
    return clock;
  }

  /**
   * Lets a process that is ended from outside wait until this demo is closed, which its main thread
   * does when the program has ended: else the files would stay.
   */
  public void closeBeforeTheEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::awaitClosed, "demo-end"));
  }

  private void awaitClosed() {
    try {
      closed.await(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the simulators. The demo's files go with it, unless there are dead letters, which stay to
   * be read.
   *
   * @throws UncheckedIOException if the files cannot be deleted
   */
  @Override
  public void close() {
    reminder.cancel();
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
    } finally {
      closed.countDown();
    }
  }

  private boolean isDeadLetter(Path path) {
    return path.startsWith(deadLetterDir) && Files.isRegularFile(path);
  }
}
