package solar.aps.source;

/** The ECU gave no reading; the message says what it did instead, and what to do. */
public class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found, what was expected, and what to do
   */
  public SourceException(String message) {
    super(message);
  }

  /**
   * @param message what was found, what was expected, and what to do
   * @param cause what the network threw
   */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
