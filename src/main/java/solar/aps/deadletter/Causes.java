package solar.aps.deadletter;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.util.URISupport;

/** What stands behind exceptions that libraries wrap several times. */
public final class Causes {
  private Causes() {}

  /** The innermost cause; the exception itself where it has none. */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * The message of {@code thrown}, without the passwords a URL in it may carry, and with the
   * message at its root, which is the reason where a library's own says only what it did.
   */
  public static String sentence(Throwable thrown) {
    Throwable cause = thrown instanceof CamelExecutionException ? thrown.getCause() : thrown;
    String message = message(cause);
    String reason = message(root(cause));
    boolean ours = cause.getClass().getName().startsWith("solar.aps.");
    return ours || message.contains(reason) ? message : message + " (" + reason + ")";
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null
        ? thrown.toString()
        : URISupport.sanitizeUri(thrown.getMessage()).strip();
  }
}
