package solar.aps.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;
import solar.aps.config.Loading;

/** What cannot be brought about on loopback; the rest is in {@code MqttOutageTest}. */
class FaultsTest {
  private static String words(Throwable cause) throws Exception {
    MqttSettings settings = MqttSettings.of(Loading.settings("mqtt.url", "mqtt://192.168.1.10"));
    return new Faults(settings, "aps-solar-x")
        .none(new ConnectionFailedException(cause))
        .getMessage();
  }

  @Test
  void aMachineThatIsOffHasNoWayToIt() throws Exception {
    String expected = "no way leads to the broker at 192.168.1.10:1883 (";

    assertThat(words(new NoRouteToHostException("No route to host"))).startsWith(expected);
    assertThat(words(new ConnectException("Network is unreachable"))).startsWith(expected);
  }

  @Test
  void oneThatLetsNothingThroughDoesNotAnswer() throws Exception {
    assertThat(words(new ConnectException("connection timed out: /192.168.1.10:1883")))
        .startsWith("the broker at 192.168.1.10:1883 does not answer");
  }

  @Test
  void aConnectionThatIsResetWasClosed() throws Exception {
    assertThat(words(new IOException("Connection reset by peer")))
        .contains("closed the connection without an answer", "write mqtts:// in mqtt.url");
  }

  @Test
  void anythingElseIsToldAsItIs() throws Exception {
    assertThat(words(new IOException("odd")))
        .isEqualTo("the connection to the broker at 192.168.1.10:1883 broke off (odd)");
  }
}
