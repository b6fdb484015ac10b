package solar.aps.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.URISupport;

/**
 * A failure that was given up, as it is kept for the user to look into.
 *
 * @param when when it was given up, with the offset of the ECU's zone
 * @param what what failed: {@code ecu}, or the ID of a sink
 * @param cause why, in a sentence
 * @param answer what the other side answered, or null
 * @param body what was being worked on: the summary a sink did not take, or the text of the page
 *     that was not understood; null when the ECU gave none
 */
public record DeadLetter(
    OffsetDateTime when, String what, String cause, String answer, Object body) {
  /** The exchange property with the name of what is at work where that is no sink. */
  public static final String WHAT = "solar.aps.what";

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS");

  /**
   * The letter for the failure of {@code exchange}.
   *
   * @param mask hides the secrets in a text
   */
  static DeadLetter of(Exchange exchange, OffsetDateTime when, UnaryOperator<String> mask) {
    Exception cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    Delivery delivery = Delivery.of(exchange);
    return new DeadLetter(
        when,
        delivery == null ? exchange.getProperty(WHAT, "ecu", String.class) : delivery.sink(),
        mask.apply(sentence(cause)),
        null,
        delivery == null ? text(exchange.getMessage().getBody()) : delivery.summary());
  }

  /** The name of the letter's file; names sort by time. */
  String name() {
    return FILE_TIME.format(when) + "-" + what.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /**
   * The message of {@code thrown}, without the passwords a URL in it may carry, and with the
   * message at its root, which tells the reason where a library's own says only what it did.
   */
  static String sentence(Throwable thrown) {
    Throwable cause = thrown instanceof CamelExecutionException ? thrown.getCause() : thrown;
    String message = message(cause);
    String reason = message(Causes.root(cause));
    boolean ours = cause.getClass().getName().startsWith("solar.aps.");
    return ours || message.contains(reason) ? message : message + " (" + reason + ")";
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null
        ? thrown.toString()
        : URISupport.sanitizeUri(thrown.getMessage()).strip();
  }

  private static String text(Object body) {
    if (body instanceof byte[] bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        // every byte has its character here, so nothing of the page is lost
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }
    return body instanceof String string ? string : null;
  }
}
