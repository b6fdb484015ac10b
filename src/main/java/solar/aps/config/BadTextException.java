package solar.aps.config;

/** A text that means nothing where it stands. */
public final class BadTextException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message goes on after the name of the place or key: it says what is wrong, what is
   *     expected and what to do, and does not repeat the text, which may be a secret
   */
  public BadTextException(String message) {
    super(message);
  }
}
