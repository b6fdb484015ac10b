package solar.aps.source.ez1;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import solar.aps.source.NetworkFault;
import solar.aps.source.SourceException;

/** What the network says of an inverter that gave no answer, in words. */
final class Silence {
  private static final String WHAT_TO_DO =
      "Check ecu.host and ecu.ez1-port, that the EZ1 is on this network, and that its Local Mode is"
          + " switched on, at the level Continuous, in the app AP EasyPower";

  private Silence() {}

  /** Whether nothing was there that could have answered, as at night. */
  static boolean isSilence(Exception cause) {
    return cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException;
  }

  /**
   * What happened, and what to do.
   *
   * @param cause what the network said
   * @param url what was asked
   * @param timeout how long an answer was waited for
   * @param first whether the inverter has not answered since the start
   */
  static SourceException explain(IOException cause, String url, Duration timeout, boolean first) {
    if (!isSilence(cause)) {
      // without the cause, which may quote the answer
      return new SourceException(
          "the answer at %s broke off, was far too large, or was no HTTP; expected the short answer of an EZ1. Check that ecu.host and ecu.ez1-port lead to the EZ1; if they do, wait for the next poll"
              .formatted(url));
    }
    String night =
        first ? "It may be night: an EZ1 has no power without light on its panels. By day: " : "";
    if (cause instanceof SocketTimeoutException) {
      return new SourceException(
          "the EZ1 did not answer within %d s at %s. %s%s"
              .formatted(timeout.toSeconds(), url, night, WHAT_TO_DO),
          cause);
    }
    return NetworkFault.of(
        cause,
        "the EZ1 cannot be reached at %s (%s). %s%s"
            .formatted(url, cause.getMessage(), night, WHAT_TO_DO));
  }
}
