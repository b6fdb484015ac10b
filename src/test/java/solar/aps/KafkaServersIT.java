package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import solar.aps.demo.web.Answer;
import solar.aps.servers.Kafka;

/** The shipped sink for Kafka, with a real one. */
class KafkaServersIT extends DurableSinkCases<Kafka> {
  @Override
  Kafka startServer() throws Exception {
    Kafka server = new Kafka();
    server.start();
    return server;
  }

  @Override
  String sink() {
    return "kafka";
  }

  @Override
  String hurried(String shipped) {
    return shipped
        .replace("maxBlockMs: 10000", "maxBlockMs: 100")
        .replace("requestTimeoutMs: 10000", "requestTimeoutMs: 150")
        .replace("deliveryTimeoutMs: 20000", "deliveryTimeoutMs: 200")
        .replace("reconnectBackoffMs: 1000", "reconnectBackoffMs: 10")
        .replace("reconnectBackoffMaxMs: 60000", "reconnectBackoffMaxMs: 50");
  }

  @Override
  List<Path> jars() {
    return List.of(jar(KafkaComponent.class), jar(KafkaProducer.class));
  }

  @Override
  Map<String, String> settings(String place) {
    return Map.of(
        "sink.kafka.brokers",
        server().secureBrokers(),
        "sink.kafka.topic",
        place,
        "sink.kafka.security-protocol",
        "SASL_PLAINTEXT",
        "sink.kafka.user",
        Kafka.USER,
        "sink.kafka.password",
        Kafka.PASSWORD);
  }

  @Override
  String passwordKey() {
    return "sink.kafka.password";
  }

  @Override
  String refusal() {
    return "Authentication failed: Invalid username or password";
  }

  @Override
  void prepare(String place) throws Exception {
    server().createTopic(place, 1);
  }

  @Override
  Map<Instant, Integer> stored(String place) throws Exception {
    Map<Instant, Integer> watts = new HashMap<>();
    for (ConsumerRecord<String, String> record : server().records(place)) {
      JsonNode summary = new ObjectMapper().readTree(record.value());
      watts.put(
          Instant.parse(summary.get("taken_at").textValue()),
          summary.get("total_watts_for_output").intValue());
    }
    return watts;
  }

  @Test
  void theReadingStandsUnderTheNameOfItsEcu() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    String[] named =
        Stream.concat(
                Stream.of(keys()), Stream.of("ecus", "roof", "roof.ecu.host", house.ecu.host()))
            .toArray(String[]::new);

    assertThat(house.once(named).exitCode()).isZero();

    List<ConsumerRecord<String, String>> records = server().records(place());
    assertThat(records).hasSize(1);
    assertThat(records.get(0).key()).isEqualTo("roof");
    JsonNode summary = new ObjectMapper().readTree(records.get(0).value());
    assertThat(summary.get("taken_at").textValue()).isEqualTo("2025-06-15T09:10:16Z");
    assertThat(summary.at("/inverters/0/channels/A").intValue()).isEqualTo(120);
  }
}
