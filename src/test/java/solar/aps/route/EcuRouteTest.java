package solar.aps.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import solar.aps.config.Settings;

/** Words for what loopback cannot show. */
class EcuRouteTest {
  private final EcuRoute route =
      new EcuRoute(
          new Settings.Ecu(
              "192.168.1.102", "/page", Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO));

  @Test
  void anEcuThatIsOffOrInAnotherNetworkIsNotSaidToHaveAnswered() {
    assertThat(reason(new NoRouteToHostException("No route to host")))
        .isEqualTo(
            "no way leads to http://ecu/page (No route to host). Check ecu.host, that the ECU is"
                + " switched on, and that this machine is on the same network");
    assertThat(reason(new SocketException("Network is unreachable"))).startsWith("no way leads");
    assertThat(reason(new ConnectException("Network is unreachable"))).startsWith("no way leads");
  }

  @Test
  void aConnectionThatIsResetIsSaidToBreakOff() {
    assertThat(reason(new SocketException("Connection reset"))).contains("broke off");
  }

  private String reason(IOException cause) {
    return route.reason(cause, "http://ecu/page");
  }
}
