package solar.aps.source;

/** This ECU is not read in this way, or not at this address: nothing accepts connections there. */
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
