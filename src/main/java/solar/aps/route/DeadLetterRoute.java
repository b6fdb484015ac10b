package solar.aps.route;

import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExceptionHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;

/**
 * Where every failure ends: one line in the log, and, but for a dry run, one file in the
 * dead-letter folder.
 */
final class DeadLetterRoute extends RouteBuilder {
  /** The endpoint for an exchange that was given up. */
  static final String DEAD_LETTER = "direct:dead-letter";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRoute.class);

  private static final int LINE = 400;

  private final Settings settings;
  private final Clock clock;
  private final DeadLetterFolder folder;
  private final boolean dry;

  /**
   * @param dry whether nothing is written
   */
  DeadLetterRoute(Settings settings, Clock clock, DeadLetterFolder folder, boolean dry) {
    this.settings = settings;
    this.clock = clock;
    this.folder = folder;
    this.dry = dry;
  }

  @Override
  public void configure() {
    // the line comes first: it must not depend on a disk that can be written
    from(DEAD_LETTER)
        .routeId("dead-letter")
        .errorHandler(noErrorHandler())
        .filter(DeadLetterRoute::isNew)
        .process(this::announce)
        .filter(exchange -> !dry)
        .doTry()
        .bean(folder, "keep")
        .doCatch(IOException.class)
        .process(this::complain)
        .end();
  }

  /** Of a delivery only the first failure is told: a sink that was given up may fail in the end. */
  private static boolean isNew(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Delivery delivery = Delivery.of(exchange);
    return delivery == null || delivery.fail(cause);
  }

  private void announce(Exchange exchange) {
    DeadLetter letter = DeadLetter.of(exchange, OffsetDateTime.now(clock), settings::masked);
    exchange.getMessage().setBody(letter);
    LOG.warn("{}: {}", letter.what(), shortened(letter.cause()));
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (LOG.isDebugEnabled()) {
      LOG.debug(settings.masked(ExceptionHelper.stackTraceToString(cause)));
    }
  }

  /** Camel's own messages repeat whole bodies; the letter has them in full. */
  private static String shortened(String cause) {
    String line = cause.replaceAll("\\s+", " ");
    return line.length() <= LINE ? line : line.substring(0, LINE) + "…";
  }

  private void complain(Exchange exchange) {
    LOG.error(
        "{}: this failure could not be kept: {}. Check that the folder of dead-letter.dir can be"
            + " written and the disk is not full",
        settings.get(CommonKeys.DEAD_LETTER_DIR),
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).toString());
  }
}
