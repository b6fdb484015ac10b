package solar.aps.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Settings;

/** Where every failure ends: one line in the log, and one file in the dead-letter folder. */
final class DeadLetterRoute extends RouteBuilder {
  /** The endpoint for an exchange that was given up. */
  static final String DEAD_LETTER = "direct:dead-letter";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRoute.class);

  private final Settings settings;
  private final Clock clock;
  private final DeadLetterFolder folder;

  DeadLetterRoute(Settings settings, Clock clock, ObjectMapper mapper) {
    this.settings = settings;
    this.clock = clock;
    this.folder = new DeadLetterFolder(settings.deadLetterDir(), mapper);
  }

  @Override
  public void configure() {
    // the line comes first: it must not depend on a disk that can be written
    from(DEAD_LETTER)
        .routeId("dead-letter")
        .errorHandler(noErrorHandler())
        .process(this::announce)
        .doTry()
        .bean(folder)
        .doCatch(IOException.class)
        .process(this::complain)
        .end();
  }

  private void announce(Exchange exchange) {
    DeadLetter letter =
        DeadLetter.of(exchange, OffsetDateTime.now(clock), settings.pvOutput().apiKey()::maskIn);
    exchange.getMessage().setBody(letter);
    LOG.warn("{}: {}", letter.what(), letter.cause());
    LOG.debug("", exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
  }

  private void complain(Exchange exchange) {
    LOG.error(
        "{}: this failure could not be kept: {}. Check that the folder of dead-letter.dir can be"
            + " written and the disk is not full",
        settings.deadLetterDir(),
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).toString());
  }
}
