package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;

/** Whatever happens, and in whatever order: no reading is lost, and PVOutput is not flooded. */
class OutboxStateTest {
  private static final int SEQUENCES = 40;
  private static final int STEPS = 60;
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private static final List<Answer> OUTAGES =
      List.of(
          Faults.disconnect(),
          Faults.drop(),
          Answer.status(500, ""),
          Answer.status(400, "Bad request 400: Load in progress"),
          Answer.status(401, "Unauthorized 401: Invalid API Key"),
          Answer.status(403, "Forbidden 403: Read only key"),
          Answer.status(403, "Forbidden 403: Exceeded 60 requests per hour"));

  @TempDir Path folder;
  private House house;
  private Random random;
  private String[] settings;
  private House.Service service;
  private Readings readings;
  private int batchSize;
  private int watts = 1000;

  /** The steps so far, to show a sequence that fails. */
  private final List<String> steps = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.range(0, SEQUENCES);
  }

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    readings = new Readings(house, Duration.ofDays(1));
  }

  @AfterEach
  void tearDown() {
    if (service != null) {
      service.close();
    }
    house.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyReadingIsStoredOrWaitsOrIsSetAsideWithAReason(long seed) throws Exception {
    random = new Random(seed);
    batchSize = List.of(1, 7, 30).get(random.nextInt(3));
    house.pvOutput.donor(random.nextBoolean());
    settings =
        new String[] {
          "pvoutput.publish", "true",
          "pvoutput.send-freq", Boolean.toString(random.nextBoolean()),
          "pvoutput.batch-size", Integer.toString(batchSize),
          "pvoutput.max-age", "1d",
          "ecu.max-age", "0",
          // a machine that is busy with other things must not make a reading late
          "sinks.timeout", "60s"
        };
    service = house.service(settings);

    for (int step = 0; step < STEPS; step++) {
      steps.add(step(random.nextInt(20)));
      readings.check(steps);
    }

    steps.add("calm");
    house.pvOutput.answerNormally();
    int enough = readings.requestsToDeliver(batchSize);
    int before = house.pvOutput.requests().size();
    deliverFor(Duration.ofHours(6));
    int after = house.pvOutput.requests().size();

    assertThat(house.outbox()).as("outbox, seed %d after %s", seed, steps).isEmpty();
    assertThat(after - before).as("requests for the rest").isLessThanOrEqualTo(enough);
    readings.check(steps);
    readings.checkAllIsDecided();

    deliverFor(Duration.ofHours(3));
    assertThat(house.pvOutput.requests()).as("requests for nothing").hasSize(after);
  }

  private String step(int choice) throws Exception {
    return switch (choice) {
      case 0, 1, 2, 3, 4, 5 -> {
        house.clock.pass(INTERVAL);
        yield read();
      }
      case 6 -> read() + ", again in this slot";
      case 7, 8 -> pass(INTERVAL.multipliedBy(1 + random.nextInt(36)));
      case 9 -> random.nextInt(4) > 0 ? pass(Duration.ofHours(15)) : longOutage();
      case 10, 11 -> {
        int outage = random.nextInt(OUTAGES.size());
        house.pvOutput.answer(OUTAGES.get(outage));
        yield "outage " + outage;
      }
      case 12, 13 -> {
        house.pvOutput.answerNormally();
        yield "outage over";
      }
      case 14 -> ofSomeSlot("refused", readings::refuse);
      case 15 -> ofSomeSlot("ignored", readings::ignore);
      case 16 -> {
        service.close();
        service = house.service(settings);
        yield "restart";
      }
      case 17 -> kill();
      default -> {
        deliver();
        yield "delivery";
      }
    };
  }

  private String read() throws Exception {
    watts++;
    house.ecu.answer(
        "/cgi-bin/parameters",
        Answer.page(House.PAGE.replace(" 120&nbsp;", " " + watts + "&nbsp;")));
    int before = house.pvOutput.requests().size();
    assertThat(service.poll()).isPresent();
    readings.add(watts);
    readings.count(house.pvOutput.requests().size() - before);
    return "reading of " + watts;
  }

  /** Long enough that what waits needs more requests than an hour has, if each row goes alone. */
  private String longOutage() throws Exception {
    house.pvOutput.answer(Answer.status(500, ""));
    for (int count = 0; count < 70; count++) {
      house.clock.pass(INTERVAL);
      read();
    }
    return "outage during 70 readings";
  }

  private void deliver() throws Exception {
    int before = house.pvOutput.requests().size();
    service.deliver();
    readings.count(house.pvOutput.requests().size() - before);
  }

  private void deliverFor(Duration time) throws Exception {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(INTERVAL)) {
      house.clock.pass(INTERVAL);
      deliver();
    }
  }

  private String pass(Duration time) {
    house.clock.pass(time);
    return time.toString();
  }

  private String ofSomeSlot(String what, UnaryOperator<String> change) throws IOException {
    List<String> waiting = house.outbox();
    // the next slot, or one of which a status waits already
    int pick = random.nextInt(waiting.size() + 1);
    return change.apply(
            pick == waiting.size()
                ? Readings.slotOf(house.clock.instant().plus(INTERVAL), house.clock.getZone())
                : Readings.slotOf(waiting.get(pick)))
        + " "
        + what;
  }

  /**
   * Ends the service as a kill would: what it did to its files in an orderly end is undone, and one
   * time in two what it did after PVOutput's answers to a last delivery, too.
   */
  private String kill() throws Exception {
    Path copy = folder.resolve("copy");
    copyFiles(folder, copy);
    boolean delivering = random.nextBoolean();
    if (delivering) {
      deliver();
    }
    service.close();
    for (String name : List.of("data", "dead-letter")) {
      delete(folder.resolve(name));
    }
    copyFiles(copy, folder);
    delete(copy);
    service = house.service(settings);
    return delivering ? "killed before a delivery's end" : "killed";
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    for (String name : List.of("data", "dead-letter")) {
      if (Files.exists(from.resolve(name))) {
        for (Path file : filesIn(from.resolve(name))) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
