package solar.aps.sink.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection to the broker, from its beginning to its end; it does not come back. Nothing is
 * kept in it: what cannot be sent at once fails. Every future ends with an {@link MqttFault} if it
 * fails, and everybody is called by the one thread of the connection, which must not be held up.
 */
final class Session {
  private final Mqtt3AsyncClient client;
  private final Faults faults;
  private final CompletableFuture<MqttFault> end;

  Session(Mqtt3AsyncClient client, Faults faults, CompletableFuture<MqttFault> end) {
    this.client = client;
    this.faults = faults;
    this.end = end;
  }

  static Mqtt3Publish publish(Message message) {
    return Mqtt3Publish.builder()
        .topic(message.topic())
        .payload(message.payload().getBytes(StandardCharsets.UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .build();
  }

  /** Publishes; done when the broker has it. */
  CompletableFuture<Void> send(Message message) {
    return Faults.told(client.publish(publish(message)).thenAccept(done -> {}), faults::lost);
  }

  /** Listens, first to what is retained; done when the broker has agreed to it. */
  CompletableFuture<Void> listen(String filter, Consumer<Message> listener) {
    return Faults.told(
        client
            .subscribeWith()
            .topicFilter(filter)
            .qos(MqttQos.AT_MOST_ONCE)
            .callback(
                found ->
                    listener.accept(
                        new Message(
                            found.getTopic().toString(),
                            new String(found.getPayloadAsBytes(), StandardCharsets.UTF_8))))
            .send()
            .thenAccept(done -> {}),
        faults::lost);
  }

  /**
   * Hears what is retained and no more; a broker answers in order, so that it has come when done.
   */
  CompletableFuture<Void> hear(String filter, Consumer<Message> listener) {
    return listen(filter, listener)
        .thenCompose(
            heard ->
                Faults.told(client.unsubscribeWith().topicFilter(filter).send(), faults::lost));
  }

  /** Says good-bye: no last will is published. Done when the connection is closed. */
  CompletableFuture<Void> close() {
    return Faults.told(client.disconnect(), faults::lost);
  }

  /** Done when the connection has ended, with what ended it. */
  CompletableFuture<MqttFault> end() {
    return end;
  }

  /** This one when {@code beginning} is done; if that fails or takes too long, it is closed. */
  CompletableFuture<Session> begun(CompletableFuture<Void> beginning, int seconds) {
    CompletableFuture<Session> begun =
        // what waits for a connection that has ended may wait for ever
        CompletableFuture.anyOf(beginning, end.thenCompose(CompletableFuture::failedFuture))
            .orTimeout(seconds, TimeUnit.SECONDS)
            .thenApply(done -> this);
    begun.exceptionally(
        fault -> {
          client.disconnect();
          return null;
        });
    return Faults.told(begun, faults::lost);
  }
}
