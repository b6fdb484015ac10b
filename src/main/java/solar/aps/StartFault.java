package solar.aps;

import org.apache.camel.FailedToCreateRouteException;
import solar.aps.route.SinkFileException;

/** Why the program could not start, in one line: Camel wraps a reason several times. */
final class StartFault {
  private StartFault() {}

  static String reason(Throwable fault) {
    Throwable root = fault;
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof SinkFileException) {
        return each.getMessage();
      }
      root = each;
    }
    return root.getMessage();
  }
}
