package solar.aps.source;

/** This ECU has no such source. */
public class NoSuchSourceException extends SourceException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found, what was expected, and what to do
   * @param cause what the network said
   */
  public NoSuchSourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
