package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.MqttHouse.at;
import static solar.aps.MqttHouse.report;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.sink.SinkReport;

/** A broker with TLS must prove who it is, and each way not to has its words. */
class MqttTlsTest {
  @TempDir static Path certificates;
  private static TestCertificate localhost;
  private static TestCertificate elsewhere;

  @TempDir Path folder;
  private MqttHouse here;

  @BeforeAll
  static void makeCertificates() throws Exception {
    localhost = TestCertificate.of(certificates, "dns:localhost");
    elsewhere = TestCertificate.of(certificates, "dns:broker.example.org");
  }

  @BeforeEach
  void build() throws Exception {
    here = new MqttHouse(folder);
  }

  @AfterEach
  void tearDown() {
    here.close();
  }

  /** What is reported of a poll, or null if the broker has the reading. */
  private SinkReport publish(String url, Path caFile) throws Exception {
    String[] keys = caFile == null ? at(url) : at(url, "mqtt.ca-file", caFile.toString());
    try (House.Service service = here.house.service(keys)) {
      return report(service.poll().orElseThrow());
    }
  }

  private static String tls(MqttBroker broker) {
    return "mqtts://localhost:" + broker.port;
  }

  @Test
  void aBrokerWithACertificateThatIsTrustedGetsTheReading() throws Exception {
    Path several =
        Files.writeString(
            folder.resolve("several.pem"),
            "a bundle of two\n"
                + Files.readString(elsewhere.pem())
                + Files.readString(localhost.pem()));
    try (MqttBroker broker = MqttBroker.startWithTls(localhost)) {
      assertThat(publish(tls(broker), localhost.pem())).isNull();
      assertThat(publish(tls(broker), several)).isNull();
    }
  }

  @Test
  void oneThatNobodyTrustsIsRefused() throws Exception {
    try (MqttBroker broker = MqttBroker.startWithTls(localhost)) {
      assertThat(publish(tls(broker), null).note())
          .contains("the certificate of the broker at localhost:" + broker.port)
          .contains("is signed by nobody who is trusted here. Set mqtt.ca-file to the certificate");
      assertThat(publish(tls(broker), elsewhere.pem()).note())
          .contains("is signed by nobody", "now it is " + elsewhere.pem());
    }
  }

  @Test
  void oneForAnotherHostIsRefusedEvenIfItIsTrusted() throws Exception {
    try (MqttBroker broker = MqttBroker.startWithTls(elsewhere)) {
      assertThat(publish(tls(broker), elsewhere.pem()).note())
          .contains("is for another host (")
          .contains("Write mqtt.url with the name that stands in the certificate");
    }
    try (MqttBroker broker = MqttBroker.startWithTls(localhost)) {
      assertThat(publish("mqtts://127.0.0.1:" + broker.port, localhost.pem()).note())
          .contains("is for another host (");
    }
  }

  @Test
  void oneThatHasRunOutIsRefused() throws Exception {
    TestCertificate old = TestCertificate.old(folder, "dns:localhost");
    try (MqttBroker broker = MqttBroker.startWithTls(old)) {
      assertThat(publish(tls(broker), old.pem()).note())
          .contains("is not valid today. Renew it there, and check the clock of this machine");
    }
  }

  @Test
  void theWrongPortHasItsWords() throws Exception {
    try (MqttBroker plain = MqttBroker.start();
        MqttBroker secure = MqttBroker.startWithTls(localhost)) {
      assertThat(publish(tls(plain), localhost.pem()).note())
          .contains("no TLS comes about with the broker at localhost:" + plain.port)
          .contains("write mqtt:// in mqtt.url");
      assertThat(publish("mqtt://localhost:" + secure.port, null).note())
          .contains("closed the connection without an answer")
          .contains("write mqtts:// in mqtt.url");
    }
  }

  @Test
  void aFileWithoutACertificateHasItsWords() throws Exception {
    Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nabc\n");
    try (MqttBroker broker = MqttBroker.startWithTls(localhost)) {
      assertThat(publish(tls(broker), key).note())
          .contains(key + ", the file of mqtt.ca-file, holds no certificate that can be read");
      assertThat(publish(tls(broker), folder.resolve("nowhere.pem")).note())
          .contains("nowhere.pem, the file of mqtt.ca-file, cannot be read")
          .contains("no such file or folder");
    }
  }

  @Test
  void certificatesForABrokerWithoutTlsAreAWarning() throws Exception {
    try (MqttBroker broker = MqttBroker.start()) {
      assertThat(publish(broker.url(), localhost.pem())).isNull();
      assertThat(here.wholeLog())
          .contains("WARN mqtt.ca-file is not used: mqtt.url has no TLS")
          .contains("write mqtts:// there");
    }
  }
}
