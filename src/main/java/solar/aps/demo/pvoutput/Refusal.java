package solar.aps.demo.pvoutput;

/** PVOutput's answer to a request that it does not take. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  /** The HTTP status code. */
  final int code;

  /**
   * @param answer the whole line, such as {@code Forbidden 403: Donation Mode}
   */
  Refusal(int code, String answer) {
    super(answer);
    this.code = code;
  }

  static Refusal bad(String message) {
    return new Refusal(400, "Bad request 400: " + message);
  }

  static Refusal unauthorized(String message) {
    return new Refusal(401, "Unauthorized 401: " + message);
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, "Forbidden 403: " + message);
  }

  static Refusal notFound() {
    return new Refusal(404, "Not found 404: No such page");
  }
}
