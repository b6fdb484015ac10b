package solar.aps.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A Kafka of one broker in KRaft mode, with a door for everybody and one for a user. */
public final class Kafka extends RealServer {
  public static final String USER = "aps";

  /** With what must be escaped somewhere on its way; a quotation mark ends it for Kafka itself. */
  public static final String PASSWORD = "kafka pa55&w+rd%/x";

  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";
  private static final int PATIENCE_SECONDS = 30;

  private final int securePort = freePort();
  private final Path settings;

  public Kafka() throws Exception {
    super("Kafka");
    int controllerPort = freePort();
    settings =
        Files.writeString(
            folder().resolve("server.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%1$d
            listeners=CONTROLLER://127.0.0.1:%1$d,PLAINTEXT://127.0.0.1:%2$d,SASL_PLAINTEXT://127.0.0.1:%3$d
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
            sasl.enabled.mechanisms=PLAIN
            listener.name.sasl_plaintext.plain.sasl.jaas.config=\
            org.apache.kafka.common.security.plain.PlainLoginModule required user_%4$s="%5$s";
            log.dirs=%6$s
            num.partitions=1
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            broker.session.timeout.ms=1000
            broker.heartbeat.interval.ms=200
            """
                .formatted(
                    controllerPort, port(), securePort, USER, PASSWORD, folder().resolve("data")));
    run(
        java(
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            CLUSTER,
            "--config",
            settings.toString()));
  }

  @Override
  List<String> command() throws Exception {
    return java("kafka.Kafka", settings.toString());
  }

  private static List<String> java(String main, String... arguments) throws Exception {
    String classPath = System.getProperty("aps-solar.kafka.classpath");
    if (classPath == null) {
      throw new AssertionError("Kafka comes with the profile: run ./mvnw verify -Pservers");
    }
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                Files.readString(Path.of(classPath)),
                main),
            Stream.of(arguments))
        .toList();
  }

  /** Where everybody may come in. */
  public String brokers() {
    return "127.0.0.1:" + port();
  }

  /** Where a password is asked for. */
  public String secureBrokers() {
    return "127.0.0.1:" + securePort;
  }

  private Properties client() {
    Properties client = new Properties();
    client.putAll(
        Map.of("bootstrap.servers", brokers(), "request.timeout.ms", 1000, "retry.backoff.ms", 10));
    return client;
  }

  @Override
  boolean isUp() throws Exception {
    if (!accepts()) {
      return false;
    }
    try (Admin admin = Admin.create(client())) {
      admin.describeCluster().nodes().get(1, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  /** Makes a topic. */
  public void createTopic(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Every record of a topic that is there now, those of a partition in their order. */
  public List<ConsumerRecord<String, String>> records(String topic) {
    Properties reader = client();
    reader.put("auto.offset.reset", "earliest");
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(reader, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(java.time.Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }
}
