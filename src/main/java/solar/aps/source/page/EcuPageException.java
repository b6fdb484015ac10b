package solar.aps.source.page;

import solar.aps.source.SourceException;

/** The ECU answered, but not with a page of readings; the message says what was found instead. */
public final class EcuPageException extends SourceException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found, what was expected, and what to do
   */
  public EcuPageException(String message) {
    super(message);
  }
}
