package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleOutcome;

/** Every sink goes at its own pace, and every reading waits for its turn there. */
class FanOutTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final ExecutorService polls = Executors.newCachedThreadPool();
  private House house;

  /** What the sinks of these tests post to: any server that can hang would do. */
  private SimulatedEcu server;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
    server = SimulatedEcu.start(house.clock);
  }

  @AfterEach
  void tearDown() {
    polls.shutdownNow();
    house.close();
    server.close();
  }

  @Test
  void ofTenPollsAtOnceEverySinkTakesEveryReading() throws Exception {
    house.patience = LONG;
    Path readings = folder.resolve("readings.jsonl");
    Path mine = folder.resolve("mine.txt");
    writeSink(
        "mine", "file:%s?fileName=mine.txt&fileExist=Append&appendChars=\\n".formatted(folder));

    try (House.Service service =
        service(
            "console.format", "json",
            "json-file.path", readings.toString(),
            "pvoutput.publish", "true")) {
      CyclicBarrier together = new CyclicBarrier(10);
      Callable<CycleOutcome> poll =
          () -> {
            together.await();
            return service.poll().orElseThrow();
          };
      for (Future<CycleOutcome> outcome : polls.invokeAll(Collections.nCopies(10, poll))) {
        assertThat(outcome.get().results())
            .extracting(CycleOutcome.Result::sink)
            .containsExactly("console", "json-file", "mine", "pvoutput");
        assertThat(outcome.get().failures()).isEmpty();
        assertThat(outcome.get().delivered("pvoutput")).isTrue();
      }

      assertThat(service.out().lines()).hasSize(10);
    }
    assertThat(Files.readAllLines(readings)).hasSize(10);
    assertThat(Files.readAllLines(mine)).hasSize(10);
    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aReadingWaitsForItsTurnAtASlowSinkAndHoldsUpNoOther() throws Exception {
    house.patience = LONG;
    CountDownLatch patience = new CountDownLatch(1);
    BlockingQueue<String> slow = takes("/slow", patience);
    BlockingQueue<String> swift = takes("/swift", new CountDownLatch(0));
    writeSink("a-slow", postTo("/slow"));
    writeSink("swift", postTo("/swift"));

    try (House.Service service = service()) {
      List<Future<CycleOutcome>> outcomes = new ArrayList<>();
      for (int watts : List.of(1, 2, 3)) {
        house.shows(watts);
        outcomes.add(polls.submit(() -> service.poll().orElseThrow()));
        assertThat(next(swift)).isEqualTo(watts + " W");
      }
      assertThat(slow).containsExactly("1 W");
      patience.countDown();

      for (Future<CycleOutcome> outcome : outcomes) {
        assertThat(outcome.get().failures()).isEmpty();
      }
    }
    assertThat(slow).containsExactly("1 W", "2 W", "3 W");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aReadingThatGotNoTurnInTimeIsKeptAndNotGivenLater() throws Exception {
    house.patience = Duration.ofSeconds(1);
    CountDownLatch patience = new CountDownLatch(1);
    BlockingQueue<String> slow = takes("/slow", patience);
    writeSink("slow", postTo("/slow"));

    try (House.Service service = service()) {
      house.shows(1);
      Future<CycleOutcome> first = polls.submit(() -> service.poll().orElseThrow());
      assertThat(next(slow)).isEqualTo("1 W");
      house.shows(2);
      CycleOutcome second = service.poll().orElseThrow();

      assertThat(first.get().failures().get(0).failure()).hasMessageContaining("not finished");
      assertThat(second.failures().get(0).failure()).hasMessageContaining("still busy");
      assertThat(house.letters())
          .extracting(letter -> letter.at("/body/total_watts_raw").intValue())
          .containsExactlyInAnyOrder(1, 2);

      patience.countDown();
      house.shows(3);
      while (!service.poll().orElseThrow().failures().isEmpty()) {
        // until the sink has come to the end of the first reading
      }
      assertThat(slow).containsExactly("3 W");
    }
  }

  @Test
  void aSinkThatHangsForEverCostsOneThreadAndOneWait() throws Exception {
    Path readings = folder.resolve("readings.jsonl");
    BlockingQueue<String> hung = takes("/hung", new CountDownLatch(1));
    writeSink("hung", postTo("/hung"));
    List<Thread> lanes;

    try (House.Service service =
        service("json-file.path", readings.toString(), "pvoutput.publish", "true")) {
      assertThat(service.poll().orElseThrow().failures()).hasSize(1);
      List<Thread> stuck = threadsOf("sink-hung");
      assertThat(stuck).hasSize(1);

      for (int poll = 0; poll < 20; poll++) {
        CycleOutcome outcome = service.poll().orElseThrow();
        assertThat(outcome.failures())
            .extracting(CycleOutcome.Result::sink)
            .containsExactly("hung");
        assertThat(outcome.delivered("pvoutput")).isTrue();
      }

      assertThat(threadsOf("sink-hung")).isEqualTo(stuck);
      lanes = threadsOf("sink");
      assertThat(lanes).hasSizeLessThanOrEqualTo(4);
      assertThat(hung).hasSize(1);
    }
    assertThat(Files.readAllLines(readings)).hasSize(21);
    assertThat(house.letters()).hasSize(21);
    assertThatAllEnd(lanes);
  }

  @Test
  void aSinkThatHasNothingToDoHasNoThread() throws Exception {
    try (House.Service service = service()) {
      service.poll();
      assertThatAllEnd(threadsOf("sink"));

      assertThat(service.poll().orElseThrow().failures()).isEmpty();
    }
  }

  private static String next(BlockingQueue<String> taken) throws InterruptedException {
    return taken.poll(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static List<Thread> threadsOf(String sink) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(" - " + sink))
        .toList();
  }

  private static void assertThatAllEnd(List<Thread> threads) throws InterruptedException {
    assertThat(threads).isNotEmpty();
    for (Thread thread : threads) {
      thread.join(LONG.toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  /** What comes to this path of the server; it is answered when the latch lets it. */
  private BlockingQueue<String> takes(String path, CountDownLatch patience) {
    BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    server.answer(
        path,
        exchange -> {
          taken.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
          patience.await();
          Answer.status(200, "").send(exchange);
        });
    return taken;
  }

  private String postTo(String path) {
    return "http://%s%s?httpMethod=POST&responseTimeout=600000&soTimeout=600000"
        .formatted(server.host(), path);
  }

  private void writeSink(String id, String to) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("sinks")).resolve(id + ".yaml"),
        """
        - route:
            id: sink-%s
            group: sink
            from:
              uri: direct:sink-%s
              steps:
                - setBody: {simple: "${body.totalWattsForOutput} W"}
                - to: %s
        """
            .formatted(id, id, to));
  }

  private House.Service service(String... keysAndValues) throws Exception {
    List<String> keys = new ArrayList<>(List.of(keysAndValues));
    Path sinks = Files.createDirectories(folder.resolve("sinks"));
    keys.addAll(List.of("sinks.dir", sinks.toString()));
    return house.service(keys.toArray(String[]::new));
  }
}
