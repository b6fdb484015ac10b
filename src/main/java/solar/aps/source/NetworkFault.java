package solar.aps.source;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/** What the network's exceptions mean to the owner of an ECU. */
public final class NetworkFault {
  private NetworkFault() {}

  /**
   * What the ECU at {@code url} did, by the exception of the network, and what to do.
   *
   * @param timeout how long its answer was waited for
   */
  public static String words(Exception cause, String url, Duration timeout) {
    if (cause instanceof UnknownHostException) {
      return "the ECU's name in %s is not known on this network. Check ecu.host; its IP address always works"
          .formatted(url);
    }
    if (cause instanceof SocketTimeoutException) {
      return "the ECU did not answer within %d s at %s. Check ecu.host, and that the ECU is switched on and on this network"
          .formatted(timeout.toSeconds(), url);
    }
    if (cause instanceof NoRouteToHostException
        || String.valueOf(cause.getMessage()).contains("unreachable")) {
      return "no way leads to %s (%s). Check ecu.host, that the ECU is switched on, and that this machine is on the same network"
          .formatted(url, cause.getMessage());
    }
    if (cause instanceof ConnectException) {
      return "nothing accepts connections at %s (%s). Check ecu.host, and that the ECU is switched on"
          .formatted(url, cause.getMessage());
    }
    return "the ECU's answer at %s broke off (%s). If it goes on, switch the ECU off and on"
        .formatted(url, cause.getMessage());
  }

  /** The exception for a fault that is told in these words. */
  public static SourceException of(Exception cause, String words) {
    return isRefusal(cause)
        ? new NoSuchSourceException(words, cause)
        : new SourceException(words, cause);
  }

  /** Whether the other side is there, and has nothing at this port. */
  public static boolean isRefusal(Exception cause) {
    return cause instanceof ConnectException
        && String.valueOf(cause.getMessage()).contains("refused");
  }
}
