package solar.aps.route;

/** A sink has not finished with a reading in time. */
public final class SinkBusyException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message how long it has taken, and what becomes of the reading
   */
  public SinkBusyException(String message) {
    super(message);
  }
}
