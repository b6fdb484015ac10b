package solar.aps.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Words for what loopback cannot show. */
class NetworkFaultTest {
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
    return NetworkFault.words(cause, "http://ecu/page", Duration.ofSeconds(10));
  }
}
