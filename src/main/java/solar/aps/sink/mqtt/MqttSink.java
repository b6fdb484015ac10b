package solar.aps.sink.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import solar.aps.check.Finding;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkReport;

/**
 * Publishes the latest reading to an MQTT broker, and tells Home Assistant of the devices. A timer
 * connects at the start, and empties what nobody renews.
 */
@AutoService(Sink.class)
public final class MqttSink extends Sink {
  private static final String ID = "mqtt";
  private static final String TICK = "direct:mqtt-tick";

  private Publisher publisher;

  /** Found by itself. */
  public MqttSink() {
    super(ID);
  }

  @Override
  public String title() {
    return "MQTT";
  }

  @Override
  public List<Key<?>> keys() {
    return MqttSettings.KEYS;
  }

  @Override
  public boolean isOn(Settings settings) {
    return MqttSettings.isOn(settings);
  }

  @Override
  public boolean wantsEnergy(Settings settings) {
    return true;
  }

  @Override
  public void configure() throws Exception {
    publisher = new Publisher(services());
    getContext().addService(publisher);

    fromReadings().process(this::publish);

    from("timer:mqtt?delay=0&period=60s")
        .routeId("mqtt-timer")
        .autoStartup(TIMERS)
        .setProperty(DeadLetter.WHAT, constant(ID))
        .to(TICK);

    from(TICK).routeId("mqtt-tick").process(exchange -> publisher.tick());
  }

  private void publish(Exchange exchange) {
    SinkReport report = publisher.publish(exchange.getMessage().getBody(GenerationSummary.class));
    if (report != null) {
      exchange.setProperty(REPORT, report);
    }
  }

  @Override
  public String preview(GenerationSummary summary) {
    return publisher.preview(summary).stream()
        .map(
            message ->
                message.topic() + " " + (message.isEmpty() ? "(emptied)" : message.payload()))
        .collect(
            Collectors.joining(
                "\n",
                "publish to %s, retained:\n"
                    .formatted(MqttSettings.of(services().settings()).broker()),
                ""));
  }

  @Override
  public List<Finding> check() {
    return new MqttCheck(services()).findings();
  }

  /** What was true once is not published any more: its letter is worth nothing. */
  @Override
  public Optional<String> takeBack(String ecu, JsonNode body) {
    return Optional.of("dropped, because only the latest reading is published");
  }
}
