package solar.aps.source.page;

import solar.aps.source.SourceException;

/** The ECU answered, but not with a page of readings; the message says what was found instead. */
public final class EcuPageException extends SourceException {
  private static final long serialVersionUID = 1L;

  private final boolean otherPage;

  /**
   * @param message what was found, what was expected, and what to do
   */
  public EcuPageException(String message) {
    this(message, false);
  }

  /**
   * @param otherPage whether it is a page, but of something else than readings
   */
  EcuPageException(String message, boolean otherPage) {
    super(message);
    this.otherPage = otherPage;
  }

  /** Whether the ECU has a page, but of something else than readings. */
  boolean isOtherPage() {
    return otherPage;
  }
}
