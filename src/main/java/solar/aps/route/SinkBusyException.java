package solar.aps.route;

/** A sink has not finished with an earlier reading. */
public final class SinkBusyException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what becomes of the reading
   */
  public SinkBusyException(String message) {
    super(message);
  }
}
