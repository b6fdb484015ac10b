package solar.aps.sink.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One connection to the broker, from its beginning to its end; it does not come back. Nothing is
 * kept in it: what cannot be sent at once fails. Every future ends with an {@link MqttFault} if it
 * fails, and everybody is called by the one thread of the connection, which must not be held up.
 */
final class Session {
  /** How long each step of connecting may take. */
  private static final int STEP_SECONDS = 3;

  /** How long connecting may take altogether. */
  private static final int CONNECT_SECONDS = 10;

  /** Shared by all connections of the process; none of its threads outlives the last of them. */
  private static final Executor THREADS =
      task -> {
        Thread thread = new Thread(task, "mqtt");
        thread.setDaemon(true);
        thread.start();
      };

  private final Mqtt3AsyncClient client;
  private final Faults faults;
  private final CompletableFuture<MqttFault> end;

  private Session(Mqtt3AsyncClient client, Faults faults, CompletableFuture<MqttFault> end) {
    this.client = client;
    this.faults = faults;
    this.end = end;
  }

  /**
   * Connects.
   *
   * @param will what the broker publishes when the connection breaks off
   */
  static CompletableFuture<Session> connect(
      MqttSettings settings, String clientId, Optional<Message> will) {
    Faults faults = new Faults(settings, clientId);
    CompletableFuture<MqttFault> end = new CompletableFuture<>();
    CompletableFuture<Session> connecting = new CompletableFuture<>();
    try {
      Mqtt3AsyncClient client =
          threads()
              .transportConfig(transport(settings))
              .identifier(clientId)
              .addDisconnectedListener(ended -> end.complete(faults.lost(ended.getCause())))
              .buildAsync();
      client
          .connect(connect(settings, will))
          .whenComplete(
              (accepted, fault) -> {
                if (fault != null) {
                  connecting.completeExceptionally(fault);
                } else if (!connecting.complete(new Session(client, faults, end))) {
                  client.disconnect(); // too late: nobody waits for it any more
                }
              });
    } catch (MqttFault e) {
      connecting.completeExceptionally(e);
    }
    return told(connecting.orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS), faults::none);
  }

  private static Mqtt3ClientBuilder threads() {
    // a thread of the library that would wake up every second, for schedulers that are not used
    // here
    System.setProperty("rx2.purge-enabled", "false");
    return MqttClient.builder()
        .useMqttVersion3()
        .executorConfig()
        .nettyExecutor(THREADS)
        .nettyThreads(1)
        .applicationScheduler(Schedulers.trampoline())
        .applyExecutorConfig();
  }

  private static MqttClientTransportConfig transport(MqttSettings settings) throws MqttFault {
    BrokerAddress broker = settings.broker();
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(broker.host())
            .serverPort(broker.port())
            .socketConnectTimeout(STEP_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(STEP_SECONDS, TimeUnit.SECONDS);
    if (broker.tls()) {
      // as a part of the transport: the client's own sslConfig() is ignored beside one. The host
      // name
      // is verified, as for HTTPS, because no other verifier is set
      transport.sslConfig(
          MqttClientSslConfig.builder()
              .trustManagerFactory(
                  settings.caFile().isPresent()
                      ? Certificates.trust(settings.caFile().get())
                      : null)
              .handshakeTimeout(STEP_SECONDS, TimeUnit.SECONDS)
              .build());
    }
    return transport.build();
  }

  private static Mqtt3Connect connect(MqttSettings settings, Optional<Message> will) {
    Mqtt3ConnectBuilder connect = Mqtt3Connect.builder().cleanSession(true);
    if (settings.username().isPresent()) {
      byte[] password = settings.password().value().getBytes(StandardCharsets.UTF_8);
      var login = connect.simpleAuth().username(settings.username().get());
      connect = (password.length == 0 ? login : login.password(password)).applySimpleAuth();
    }
    return will.isEmpty() ? connect.build() : connect.willPublish(publish(will.get())).build();
  }

  private static Mqtt3Publish publish(Message message) {
    return Mqtt3Publish.builder()
        .topic(message.topic())
        .payload(message.payload().getBytes(StandardCharsets.UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .build();
  }

  /** Publishes; done when the broker has it. */
  CompletableFuture<Void> send(Message message) {
    return told(client.publish(publish(message)).thenAccept(done -> {}), faults::lost);
  }

  /** Listens, first to what is retained; done when the broker has agreed to it. */
  CompletableFuture<Void> listen(String filter, Consumer<Message> listener) {
    return told(
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
            heard -> told(client.unsubscribeWith().topicFilter(filter).send(), faults::lost));
  }

  /** Says good-bye: no last will is published. Done when the connection is closed. */
  CompletableFuture<Void> close() {
    return told(client.disconnect(), faults::lost);
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
    return told(begun, faults::lost);
  }

  private static <T> CompletableFuture<T> told(
      CompletableFuture<T> doing, Function<Throwable, MqttFault> words) {
    CompletableFuture<T> done = new CompletableFuture<>();
    doing.whenComplete(
        (result, fault) -> {
          if (fault == null) {
            done.complete(result);
          } else {
            done.completeExceptionally(words.apply(fault));
          }
        });
    return done;
  }
}
