package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;
import solar.aps.flow.Flow;
import solar.aps.flow.Plugins;
import solar.aps.generation.EcuReading;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelAggregator;
import solar.aps.generation.PanelReading;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.servers.Kafka;
import solar.aps.servers.PostgreSql;
import solar.aps.sink.SinkDirectory;

/** Pollers here, sinks there, and Kafka between them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetServersIT {
  private static final int ECUS = 20;
  private static final int READINGS_EACH = 50;
  private static final int ALL = ECUS * READINGS_EACH;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private House house;
  private Kafka kafka;
  private PostgreSql database;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void build() throws Exception {
    house = new House(folder);
    kafka = new Kafka();
    database = new PostgreSql();
    kafka.start();
    database.start();
    kafka.createTopic("aps-solar", 4);
  }

  @AfterEach
  void tearDown() throws Exception {
    processes.forEach(Process::destroyForcibly);
    kafka.close();
    database.close();
    house.close();
  }

  /** The readings of many ECUs, in the order in which they are polled. */
  private static List<GenerationSummary> summaries() {
    List<GenerationSummary> all = new ArrayList<>();
    ZonedDateTime first = ZonedDateTime.parse("2025-06-15T06:00:00+02:00[Europe/Berlin]");
    for (int i = 0; i < ALL; i++) {
      ZonedDateTime takenAt = first.plusMinutes(5L * (i / ECUS));
      PanelReading panel = new PanelReading("407000000001-A", i, 50.0, 230.0, 40.0, null);
      all.add(
          new PanelAggregator("ecu-" + i % ECUS, false, OptionalInt.empty())
              .summarise(new EcuReading("http://ecu", takenAt, List.of(panel), List.of())));
    }
    return all;
  }

  private static String row(GenerationSummary summary) {
    return summary.ecu() + "|" + summary.takenAt() + "|" + summary.totalWattsForOutput();
  }

  /** Sends them as pollers do, by the shipped sink. */
  private void send(List<GenerationSummary> summaries) throws Exception {
    Path sinks = Files.createTempDirectory(folder, "poller");
    Files.copy(Path.of("src/main/dist/sinks/kafka.yaml"), sinks.resolve("kafka.yaml"));
    Services services =
        Services.of(
            house.settings("sinks.dir", sinks.toString(), "sink.kafka.brokers", kafka.brokers()),
            house.clock,
            true,
            new Output(new ByteArrayOutputStream()),
            letter -> {});
    Main main = new Main();
    new Flow(services, Plugins.find()).installSinks(main);
    main.start();
    try {
      for (GenerationSummary summary : summaries) {
        main.getCamelTemplate().sendBody(SinkDirectory.endpoint("kafka"), summary);
      }
    } finally {
      main.stop();
    }
  }

  /** Starts the built jar as one that takes the readings from Kafka to the database. */
  private Process consumer(String name, String brokers, String... more) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Path sinks = Files.createDirectory(own.resolve("sinks"));
    Files.copy(Path.of("src/main/dist/sinks/postgresql.yaml"), sinks.resolve("postgresql.yaml"));
    Files.writeString(
        sinks.resolve("kafka-source.yaml"),
        Files.readString(Path.of("src/main/dist/sources/kafka-source.yaml"))
            // deaths are noticed sooner
            .replace("reconnectBackoffMaxMs: 60000", "reconnectBackoffMaxMs: 1000")
            .replace(
                "maxPollRecords: 1",
                "maxPollRecords: 1\n        sessionTimeoutMs: 2000\n        heartbeatIntervalMs: 300"));
    Files.writeString(
        own.resolve("application.properties"),
        """
        ecu.source=none
        console.format=none
        sinks.dir=sinks
        sink.kafka.brokers=%s
        sink.postgresql.url=%s
        sink.postgresql.user=%s
        sink.postgresql.password=%s
        %s
        """
            .formatted(
                brokers,
                database.url(),
                PostgreSql.USER,
                PostgreSql.PASSWORD,
                String.join("\n", more)));
    String classPath =
        Stream.of(
                System.getProperty("aps-solar.jar"),
                DurableSinkCases.jar(KafkaComponent.class).toString(),
                DurableSinkCases.jar(KafkaProducer.class).toString(),
                DurableSinkCases.jar(Driver.class).toString())
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "solar.aps.ApsSolar")
            .directory(own.toFile())
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("log"));
  }

  private long taken(String name) throws IOException {
    return log(name).lines().filter(line -> line.contains("; taken by postgresql")).count();
  }

  /** What is in the database; nothing before there is a table. */
  private Set<String> stored() throws Exception {
    if (database.rows("SELECT to_regclass('aps_reading')").contains("null")) {
      return Set.of();
    }
    return new TreeSet<>(
        database.rows(
            "SELECT ecu, to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), power_w"
                + " FROM aps_reading"));
  }

  private void awaitStored(int least, Process working) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (stored().size() < least) {
      assertThat(working.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end))
          .as("there are %d of %d\n%s\n%s", stored().size(), ALL, log("one"), log("two"))
          .isFalse();
    }
  }

  @Test
  void oneOfTwoConsumersDiesInTheMiddleAndEveryReadingIsThereOnce() throws Exception {
    List<GenerationSummary> summaries = summaries();
    Process one = consumer("one", kafka.brokers());
    Process two = consumer("two", kafka.brokers());
    send(summaries.subList(0, ECUS));
    awaitStored(ECUS, two);

    Thread poller =
        new Thread(
            () -> {
              try {
                send(summaries.subList(ECUS, ALL - ECUS));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    poller.start();
    awaitStored(ALL / 3, two);
    one.destroyForcibly().waitFor();
    assertThat(stored()).as("it died in the middle").hasSizeLessThan(ALL);
    poller.join();
    kafka.kill();
    kafka.restart();
    // the polls go on
    send(summaries.subList(ALL - ECUS, ALL));
    awaitStored(ALL, two);

    assertThat(stored())
        .isEqualTo(summaries.stream().map(FleetServersIT::row).collect(Collectors.toSet()));
    assertThat(taken("one")).isPositive();
    assertThat(taken("two")).isPositive();
    assertThat(folder.resolve("one/dead-letter")).doesNotExist();
    assertThat(folder.resolve("two/dead-letter")).doesNotExist();
  }

  @Test
  void aPasswordThatKafkaRefusesIsToldNowAndThenAndShownNowhere() throws Exception {
    String password = "wr0ng pa55&w+rd";
    Process process =
        consumer(
            "wrong",
            kafka.secureBrokers(),
            "sink.kafka.security-protocol=SASL_PLAINTEXT",
            "sink.kafka.user=" + Kafka.USER,
            "sink.kafka.password=" + password);

    while (!log("wrong").contains("it is asked again in 10 s")) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as(log("wrong")).isFalse();
    }
    process.destroyForcibly().waitFor();

    assertThat(log("wrong"))
        .containsOnlyOnce(
            "WARN Kafka gives no readings (Authentication failed: Invalid username or password)")
        .doesNotContain(password, "wr0ng");
  }
}
