package solar.aps.sink.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes connections to a broker: MQTT 3.1.1, over TLS where that is set. */
final class Connector {
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

  private final MqttSettings settings;

  Connector(MqttSettings settings) {
    this.settings = settings;
  }

  /**
   * Connects.
   *
   * @param clientId the name of the connection
   * @param will what the broker publishes when the connection breaks off
   */
  CompletableFuture<Session> connect(String clientId, Optional<Message> will) {
    Faults faults = new Faults(settings, clientId);
    CompletableFuture<MqttFault> end = new CompletableFuture<>();
    CompletableFuture<Session> connecting = new CompletableFuture<>();
    try {
      Mqtt3AsyncClient client =
          threads()
              .transportConfig(transport())
              .identifier(clientId)
              .addDisconnectedListener(ended -> end.complete(faults.lost(ended.getCause())))
              .buildAsync();
      client
          .connect(greeting(will))
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
    return Faults.told(connecting.orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS), faults::none);
  }

  private static Mqtt3ClientBuilder threads() {
    // one for schedulers that are not used here would wake up every second
    System.setProperty("rx2.purge-enabled", "false");
    return MqttClient.builder()
        .useMqttVersion3()
        .executorConfig()
        .nettyExecutor(THREADS)
        .nettyThreads(1)
        .applicationScheduler(Schedulers.trampoline())
        .applyExecutorConfig();
  }

  private MqttClientTransportConfig transport() throws MqttFault {
    BrokerAddress broker = settings.broker();
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(broker.host())
            .serverPort(broker.port())
            .socketConnectTimeout(STEP_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(STEP_SECONDS, TimeUnit.SECONDS);
    // here, because the client ignores its own sslConfig() beside a transport
    return broker.tls() ? transport.sslConfig(tls()).build() : transport.build();
  }

  /** The name of the host is verified, as for HTTPS, because no other verifier is set. */
  private MqttClientSslConfig tls() throws MqttFault {
    return MqttClientSslConfig.builder()
        .trustManagerFactory(
            settings.caFile().isPresent() ? Certificates.trust(settings.caFile().get()) : null)
        .handshakeTimeout(STEP_SECONDS, TimeUnit.SECONDS)
        .build();
  }

  private Mqtt3Connect greeting(Optional<Message> will) {
    Mqtt3ConnectBuilder connect = Mqtt3Connect.builder().cleanSession(true);
    if (settings.username().isPresent()) {
      byte[] password = settings.password().value().getBytes(StandardCharsets.UTF_8);
      var login = connect.simpleAuth().username(settings.username().get());
      connect = (password.length == 0 ? login : login.password(password)).applySimpleAuth();
    }
    return will.isEmpty()
        ? connect.build()
        : connect.willPublish(Session.publish(will.get())).build();
  }
}
