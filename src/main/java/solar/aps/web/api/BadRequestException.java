package solar.aps.web.api;

/** What is asked for makes no sense; the message says what to ask for. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
