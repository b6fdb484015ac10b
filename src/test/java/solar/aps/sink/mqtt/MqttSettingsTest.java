package solar.aps.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.Loading;

class MqttSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "mqtt://192.168.1.10, mqtt://192.168.1.10:1883",
    "mqtt://192.168.1.10:1884/, mqtt://192.168.1.10:1884",
    "mqtts://broker.example.org, mqtts://broker.example.org:8883",
    "MQTTS://broker:443, mqtts://broker:443",
    "mqtt://my_broker, mqtt://my_broker:1883",
    "mqtt://[fd00::1], mqtt://[fd00::1]:1883",
    "mqtts://[fd00::1]:8884, mqtts://[fd00::1]:8884"
  })
  void aBrokerHasAHostAndAPort(String url, String meant) throws Exception {
    assertThat(MqttSettings.of(Loading.settings("mqtt.url", url)).broker()).hasToString(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.10",
        "192.168.1.10:1883",
        "tcp://192.168.1.10",
        "http://192.168.1.10",
        "mqtt://",
        "mqtt://a b",
        "mqtt://broker/path",
        "mqtt://broker:",
        "mqtt://fd00::1"
      })
  void anythingElseIsNone(String url) {
    assertThat(Loading.fault("mqtt.url", url))
        .contains("is not the address of a broker; write mqtt:// or, for TLS, mqtts://");
  }

  @Test
  void aPortIsOne() {
    assertThat(Loading.fault("mqtt.url", "mqtt://broker:70000")).contains("is not a port");
  }

  @Test
  void aUserInTheUrlIsSentToItsKeysAndNotShown() {
    assertThat(Loading.fault("mqtt.url", "mqtt://solar:s3cret@broker"))
        .contains("has a user or a password in it", "mqtt.username and mqtt.password")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/aps", "aps/", "aps//solar", "aps/#", "+", "a b", "$SYS", "/"})
  void whatTopicsCannotBeginWithIsRefused(String topic) {
    assertThat(Loading.fault("mqtt.topic", topic))
        .contains("is not the beginning of topics", "as in aps-solar");
    assertThat(Loading.fault("home-assistant.prefix", topic)).contains("as in homeassistant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aps", "home/solar", "häuser/nr.1/dach_süd"})
  void anythingElseTheyCanBeginWith(String topic) throws Exception {
    assertThat(
            MqttSettings.of(Loading.settings("mqtt.url", "mqtt://b", "mqtt.topic", topic)).topic())
        .isEqualTo(topic);
  }

  @Test
  void aPasswordNeedsAUser() {
    assertThat(Loading.faults("mqtt.password", "s3cret"))
        .singleElement()
        .asString()
        .contains("mqtt.username is not set", "mqtt.password needs the name that it belongs to");
  }

  @Test
  void thePasswordIsInNoTextOfTheSettings() throws Exception {
    assertThat(
            MqttSettings.of(
                Loading.settings(
                    "mqtt.url", "mqtt://b", "mqtt.username", "u", "mqtt.password", "s3cret")))
        .asString()
        .contains("****")
        .doesNotContain("s3cret");
  }

  @Test
  void aClientIdIsOneWord() {
    assertThat(Loading.fault("mqtt.client-id", "my id")).contains("is not a client id");
  }

  @Test
  void whoHasNoBrokerHasNoSink() throws Exception {
    assertThat(new MqttSink().isOn(Loading.settings("mqtt.topic", "solar"))).isFalse();
    assertThat(new MqttSink().isOn(Loading.settings("mqtt.url", "mqtt://b"))).isTrue();
  }
}
