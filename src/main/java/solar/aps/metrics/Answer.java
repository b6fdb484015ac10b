package solar.aps.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a request gets.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body, as it is before it is compressed
 */
record Answer(int status, String contentType, byte[] body) {
  /** One line of plain text. */
  static Answer line(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
  }
}
