package solar.aps.route;

/** The ECU gave no page; the message says what it did instead, and what to do. */
public class EcuException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found, what was expected, and what to do
   * @param cause what the network said
   */
  public EcuException(String message, Throwable cause) {
    super(message, cause);
  }
}
