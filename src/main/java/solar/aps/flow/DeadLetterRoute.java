package solar.aps.flow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExceptionHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.deadletter.Causes;
import solar.aps.deadletter.DeadLetter;
import solar.aps.plugin.Services;
import solar.aps.sink.Attempt;
import solar.aps.storage.DiskFault;

/**
 * Where every failure ends: one line in the log, and, but for a dry run, one file in the
 * dead-letter folder.
 */
final class DeadLetterRoute extends RouteBuilder {
  /** The endpoint for an exchange that failed for good. */
  static final String DEAD_LETTER = "direct:dead-letter";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRoute.class);

  /** Camel's own messages repeat whole bodies; the letter has them in full. */
  private static final int LINE = 400;

  private final Services services;
  private final boolean kept;

  /**
   * @param kept whether letters are written
   */
  DeadLetterRoute(Services services, boolean kept) {
    this.services = services;
    this.kept = kept;
  }

  @Override
  public void configure() {
    // the line comes first: it must not depend on a disk that can be written
    from(DEAD_LETTER)
        .routeId("dead-letter")
        .errorHandler(noErrorHandler())
        .filter(DeadLetterRoute::isNew)
        .process(this::announce)
        .filter(exchange -> kept)
        .doTry()
        .bean(services.letters(), "keep")
        .doCatch(IOException.class)
        .process(this::complain)
        .end();
  }

  /**
   * Of an attempt only the first failure is reported: a sink that was too slow may fail later. What
   * is tried again has not failed for good.
   */
  private static boolean isNew(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    return Attempt.of(exchange).map(attempt -> attempt.fail(cause)).orElse(true);
  }

  private void announce(Exchange exchange) {
    DeadLetter letter = letter(exchange);
    exchange.getMessage().setBody(letter);
    LOG.warn("{}: {}", letter.title(), Words.line(letter.cause(), LINE));
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (LOG.isDebugEnabled()) {
      LOG.debug(services.settings().masked(ExceptionHelper.stackTraceToString(cause)));
    }
  }

  private DeadLetter letter(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Optional<Attempt> attempt = Attempt.of(exchange);
    return new DeadLetter(
        OffsetDateTime.now(services.clock()),
        attempt
            .map(Attempt::sink)
            .orElseGet(
                () -> exchange.getProperty(DeadLetter.WHAT, DeadLetter.READING, String.class)),
        services.settings().masked(Causes.sentence(cause)),
        null,
        attempt.isPresent() ? attempt.get().summary() : text(exchange.getMessage().getBody()),
        attempt.isPresent()
            ? attempt.get().summary().ecu()
            : exchange.getProperty(DeadLetter.ECU, String.class));
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

  private void complain(Exchange exchange) {
    LOG.error(
        "{}: this failure could not be kept: {}. Check that the folder of dead-letter.dir can be"
            + " written and the disk is not full",
        services.settings().get(CommonKeys.DEAD_LETTER_DIR),
        DiskFault.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, IOException.class)));
  }
}
