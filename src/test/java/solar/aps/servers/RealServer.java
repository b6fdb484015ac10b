package solar.aps.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A server as people run it. It can be killed at any moment, and started again with the port and
 * the data that it had.
 */
public abstract class RealServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final Path folder;
  private final int port;
  private Process process;

  /**
   * @param name what it is, for whoever lacks it
   */
  RealServer(String name) throws IOException {
    this.name = name;
    // not a folder of JUnit's, which only root may enter
    this.folder = Files.createTempDirectory("aps-solar-" + name.toLowerCase().replace(' ', '-'));
    this.port = freePort();
  }

  /**
   * A port below those that systems give out by themselves, so that it is free at a restart too.
   */
  static int freePort() {
    Random random = new Random();
    while (true) {
      int candidate = 15_000 + random.nextInt(15_000);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken; the next one may be free
      }
    }
  }

  /** The command that runs it in the foreground. */
  abstract List<String> command() throws Exception;

  /** Whether it answers. */
  abstract boolean isUp() throws Exception;

  /** Whether somebody listens at its port. */
  final boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it keeps all that it has. */
  final Path folder() {
    return folder;
  }

  /** Its port of loopback. */
  public final int port() {
    return port;
  }

  /** The program of this name in the first of these places. */
  final String program(String... places) {
    return Stream.of(places)
        .filter(place -> Files.isExecutable(Path.of(place)))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s is not installed: there is no %s. Install it as .ci/run does (apt-get install mosquitto influxdb victoria-metrics postgresql)"
                        .formatted(name, String.join(" and no ", places))));
  }

  /** Starts it, and waits until it answers. */
  public final void start() throws Exception {
    process = launch(command());
    Instant end = Instant.now().plus(PATIENCE);
    while (!isUp()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        close();
        throw new AssertionError(name + " does not start: " + log());
      }
      Thread.onSpinWait();
    }
  }

  /** Kills it without a warning, and all that it has started. */
  public final void kill() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(each -> each.onExit().join());
  }

  /** Whether it loses nothing of what it said it has taken when it is killed. */
  public boolean keepsWhatItTook() {
    return true;
  }

  /** Lets it write to its disk what it has taken, where it does not do so by itself. */
  public void write() throws Exception {}

  /** Starts it again after it was killed. */
  public final void restart() throws Exception {
    start();
  }

  /** What it and its tools have printed. */
  public final String log() throws IOException {
    return Files.readString(logFile());
  }

  private Path logFile() {
    return folder.resolve("log");
  }

  /** Runs a tool to its end. */
  final void run(List<String> command) throws Exception {
    if (launch(command).waitFor() != 0) {
      throw new AssertionError(command.get(0) + " has failed: " + log());
    }
  }

  private Process launch(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
        .start();
  }

  /** Whether this program may do everything, which some servers do not want to. */
  static boolean isRoot() {
    return System.getProperty("user.name").equals("root")
        && FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      kill();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
