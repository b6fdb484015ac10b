package solar.aps.source.ez1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.SourceException;

/** Words for what loopback cannot show. */
class SilenceTest {
  @Test
  void anInverterThatIsOffOrInAnotherNetworkMayStillBeAnEz1() {
    assertThat(explain(new NoRouteToHostException("No route to host")))
        .isNotInstanceOf(NoSuchSourceException.class)
        .hasMessageStartingWith("the EZ1 cannot be reached at http://ez1/ (No route to host). Che");
    assertThat(explain(new SocketException("Network is unreachable")))
        .isNotInstanceOf(NoSuchSourceException.class);
    assertThat(explain(new UnknownHostException("ez1: Name or service not known")))
        .isNotInstanceOf(NoSuchSourceException.class)
        .hasMessageContaining("(ez1: Name or service not known)");
  }

  @Test
  void onlyAnInverterThatNeverAnsweredMayHaveItsNight() {
    IOException cause = new NoRouteToHostException("No route to host");
    assertThat(Silence.explain(cause, "http://ez1/", Duration.ofSeconds(10), true))
        .hasMessageContaining("It may be night");
    assertThat(explain(cause)).hasMessageNotContainingAny("night");
  }

  private static SourceException explain(IOException cause) {
    return Silence.explain(cause, "http://ez1/", Duration.ofSeconds(10), false);
  }
}
