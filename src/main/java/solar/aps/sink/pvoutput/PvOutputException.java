package solar.aps.sink.pvoutput;

/** PVOutput did not take a status; the message says what it answered, and what to do. */
public final class PvOutputException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what PVOutput or the network said, and what to do
   * @param cause the exception of the HTTP client
   */
  public PvOutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
