package solar.aps;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An MQTT broker on loopback, in this process; at its end it forgets everything. */
final class MqttBroker implements AutoCloseable {
  static final String USER = "solar";
  static final String PASSWORD = "pa55w0rd-of-the-broker";

  final int port;
  private final Server server = new Server();

  private MqttBroker(String portKey, Properties settings, boolean open) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    settings.setProperty("host", "127.0.0.1");
    settings.setProperty("port", portKey.equals("port") ? Integer.toString(port) : "disabled");
    settings.setProperty(portKey, Integer.toString(port));
    settings.setProperty("persistence_enabled", "false");
    settings.setProperty("telemetry_enabled", "false");
    settings.setProperty("allow_anonymous", Boolean.toString(open));
    server.startServer(
        new MemoryConfig(settings),
        List.of(),
        null,
        (client, user, password) ->
            USER.equals(user) && PASSWORD.equals(new String(password, StandardCharsets.UTF_8)),
        null);
    awaitStart();
  }

  /** One that lets everybody in. */
  static MqttBroker start() throws IOException {
    return new MqttBroker("port", new Properties(), true);
  }

  /** One that wants the user and the password. */
  static MqttBroker startWithLogin() throws IOException {
    return new MqttBroker("port", new Properties(), false);
  }

  /** One with TLS, whose certificate and key are in this key store. */
  static MqttBroker startWithTls(TestCertificate certificate) throws IOException {
    Properties settings = new Properties();
    settings.setProperty("jks_path", certificate.keyStore().toString());
    settings.setProperty("key_store_type", "pkcs12");
    settings.setProperty("key_store_password", TestCertificate.PASSWORD);
    settings.setProperty("key_manager_password", TestCertificate.PASSWORD);
    return new MqttBroker("ssl_port", settings, true);
  }

  private void awaitStart() throws IOException {
    for (IOException latest = null; ; ) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        latest = e;
        Thread.onSpinWait();
      }
    }
  }

  String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** What it keeps, by topic: what somebody gets who comes now. */
  Map<String, String> retained() throws Exception {
    Map<String, String> retained = new TreeMap<>();
    try (Listener listener = listen()) {
      // what is retained comes first; this broker does not mark it as such
      listener.caughtUp().messages.stream()
          .takeWhile(message -> !message.topic().equals("mark"))
          .forEach(message -> retained.put(message.topic(), message.payload()));
    }
    return retained;
  }

  /** Somebody who hears everything from now on, and first what is retained. */
  Listener listen() throws Exception {
    return new Listener();
  }

  record Message(String topic, String payload) {}

  final class Listener implements AutoCloseable {
    final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Mqtt3AsyncClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(UUID.randomUUID().toString())
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildAsync();

    private Listener() throws Exception {
      client
          .connectWith()
          .simpleAuth()
          .username(USER)
          .password(PASSWORD.getBytes(StandardCharsets.UTF_8))
          .applySimpleAuth()
          .send()
          .get(10, TimeUnit.SECONDS);
      // this broker may not yet know of the connection when it has confirmed it
      send("listener", "here", false);
      client
          .subscribeWith()
          .topicFilter("#")
          .qos(MqttQos.AT_LEAST_ONCE)
          .callback(
              found -> {
                String payload = new String(found.getPayloadAsBytes(), StandardCharsets.UTF_8);
                messages.add(new Message(found.getTopic().toString(), payload));
              })
          .send()
          .get(10, TimeUnit.SECONDS);
    }

    /** Publishes, as somebody else than the program. */
    void send(String topic, String payload, boolean retained) throws Exception {
      client
          .publishWith()
          .topic(topic)
          .payload(payload.getBytes(StandardCharsets.UTF_8))
          .qos(MqttQos.AT_LEAST_ONCE)
          .retain(retained)
          .send()
          .get(10, TimeUnit.SECONDS);
    }

    /** The same when it has heard everything that the broker has by now. */
    Listener caughtUp() throws Exception {
      String mark = UUID.randomUUID().toString();
      send("mark", mark, false);
      await(message -> message.payload().equals(mark));
      return this;
    }

    /** Waits until a message has come that is wanted. */
    Message await(Predicate<Message> wanted) {
      return Waiting.until(() -> messages.stream().filter(wanted).findFirst().orElse(null));
    }

    /** What has come at a topic, oldest first. */
    List<String> at(String topic) {
      return messages.stream()
          .filter(message -> message.topic().equals(topic))
          .map(Message::payload)
          .toList();
    }

    @Override
    public void close() {
      client.disconnect().join();
    }
  }

  /** Ends; its own end takes two seconds, which nobody waits for. */
  @Override
  public void close() {
    CompletableFuture.runAsync(server::stopServer);
  }
}
