package solar.aps;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** The built jar with few descriptors, while somebody opens many connections to its port. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WebIT {
  private static final int CONNECTIONS = 300;
  private static final int LIMIT = 128;
  private static final int MOST_SERVED = 64;

  /** What a poll, its files and a request that is just refused may need at the same time. */
  private static final int ROOM = 16;

  @TempDir Path folder;
  private final int port = ObserveTest.freePort();
  private final List<Socket> attackers = new ArrayList<>();
  private final CountDownLatch polling = new CountDownLatch(1);
  private final CountDownLatch attacked = new CountDownLatch(1);
  private House house;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    house = new House(folder);
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange -> {
          polling.countDown();
          attacked.await();
          // the next try of this poll needs a descriptor of its own
          house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
        });
    Files.writeString(
        folder.resolve("application.properties"),
        "ecu.source=page\necu.host=%s\necu.max-age=0\necu.timeout=60s\ntime-zone=UTC\nweb.port=%d\n"
            .formatted(house.ecu.host(), port));
    process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + LIMIT + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("aps-solar.jar"))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    polling.await();
    until(() -> read("err").contains("the page is at "));
  }

  @AfterEach
  void tearDown() throws IOException {
    process.destroyForcibly();
    for (Socket attacker : attackers) {
      attacker.close();
    }
    house.close();
  }

  @Test
  void halfOpenRequestsStopNeitherThePollsNorTheAnswersAfterThem() throws Exception {
    long before = descriptors();
    for (int i = 0; i < CONNECTIONS; i++) {
      attackers.add(halfARequest());
    }
    attacked.countDown();

    // whoever is thrown out comes back, until the poll is done and all were thrown out twice
    AtomicInteger turns = new AtomicInteger();
    AtomicInteger thrownOut = new AtomicInteger();
    until(
        () -> {
          int each = turns.getAndIncrement() % CONNECTIONS;
          if (isThrownOut(attackers.get(each))) {
            thrownOut.incrementAndGet();
            attackers.set(each, halfARequest());
          }
          assertThat(descriptors()).isLessThanOrEqualTo(before + MOST_SERVED + ROOM);
          return thrownOut.get() >= 2 * CONNECTIONS && read("out").contains("-A: 120 W");
        });

    assertThat(house.ecu.requests()).hasSizeGreaterThan(1);
    for (Socket attacker : attackers) {
      attacker.close();
    }
    until(() -> health().endsWith("{\"status\":\"UP\"}"));
    until(() -> descriptors() <= before + ROOM);
    assertThat(read("err")).doesNotContain("WARN", "ERROR", "\tat ");
  }

  /** As many lines as a request needs, but for the last one. */
  private Socket halfARequest() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20);
    try {
      send(socket, "GET /observe/metrics HTTP/1.1\r\nHost: localhost\r\n");
    } catch (IOException thrownOut) {
      // seen by who reads from it
    }
    return socket;
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(US_ASCII));
  }

  private static boolean isThrownOut(Socket attacker) throws IOException {
    try {
      return attacker.getInputStream().read() == -1;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** The whole answer; empty if there is none, as long as the program has too many connections. */
  private String health() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      send(socket, "GET /observe/health HTTP/1.0\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  private long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.count();
    }
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (!condition.call()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }
}
