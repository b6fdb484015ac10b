package solar.aps.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** What a request gets. */
public final class Answer {
  private static final int OK = 200;

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Optional<String> tag;
  private byte[] zipped;

  private Answer(int status, String contentType, byte[] body, Optional<String> tag) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.tag = tag;
  }

  /** Something that is new at each request. */
  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body, Optional.empty());
  }

  /** Something that need not be sent again while it is the same. */
  public static Answer tagged(String contentType, byte[] body) {
    return tagged(contentType, body, tagOf(body));
  }

  /** A tag that changes with this content. */
  public static String tagOf(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    return Long.toHexString(sum.getValue()) + "-" + content.length;
  }

  /**
   * Something that need not be sent again while it is the same.
   *
   * @param tag changes with it; letters, digits and dashes
   */
  public static Answer tagged(String contentType, byte[] body, String tag) {
    return new Answer(OK, contentType, body, Optional.of(tag));
  }

  /** One line of plain text. */
  static Answer line(int status, String text) {
    return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  /** Empty if it is new at each request. */
  Optional<String> tag() {
    return tag;
  }

  /** The body, compressed; it is kept for an answer that is given more than once. */
  synchronized byte[] zipped() {
    if (zipped == null) {
      zipped = zip(body);
    }
    return zipped;
  }

  private static byte[] zip(byte[] body) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
