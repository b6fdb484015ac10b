package solar.aps.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.deadletter.DeadLetter;
import solar.aps.plugin.Services;
import solar.aps.source.SourceException;

/**
 * What was given up becomes one letter that says what, when and why, and holds what it was about.
 */
class DeadLetterRouteTest extends RouteTestSupport {
  private static final SourceException FAILURE = new SourceException("no page of readings");

  @Test
  void aPageThatWasNotUnderstoodBecomesALetterWithThePage() throws Exception {
    start(services(), true);

    giveUp(body("<html>odd</html>"));

    assertThat(letters)
        .containsExactly(
            new DeadLetter(
                NOON.toOffsetDateTime(),
                "ecu",
                "no page of readings",
                null,
                "<html>odd</html>",
                null));
    assertThat(folder.resolve("dead-letter/2025-06-15T12-00-16.000-ecu.json"))
        .content()
        .contains("\"body\" : \"<html>odd</html>\"");
  }

  @Test
  void ofAPageThatIsNotInUtf8EveryByteIsKept() throws Exception {
    start(services(), true);

    giveUp(body(new byte[] {'5', '0', (byte) 0xB0}));

    assertThat(letters).extracting(DeadLetter::body).containsExactly("50°");
  }

  @Test
  void aReadingThatASinkFailedWithTwiceIsInOneLetter() throws Exception {
    Delivery delivery = new Delivery("mine", SUMMARY, Duration.ZERO, null);
    start(services(), true);

    giveUp(delivery::load);
    giveUp(delivery::load);

    assertThat(letters).extracting(DeadLetter::what).containsExactly("mine");
    assertThat(letters).extracting(DeadLetter::body).containsExactly(SUMMARY);
    assertThat(delivery.failure()).isSameAs(FAILURE);
  }

  @Test
  void aDryRunWritesNoLetter() throws Exception {
    start(services(), false);

    giveUp(body("<html>odd</html>"));

    assertThat(letters).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLetterThatCannotBeWrittenIsNoFurtherFailure() throws Exception {
    Services services = services();
    Files.createFile(folder.resolve("dead-letter"));
    start(services, true);

    assertThat(giveUp(body("<html>odd</html>")).getException()).isNull();
  }

  private void start(Services services, boolean kept) throws Exception {
    context.addRoutes(new DeadLetterRoute(services, kept));
    context.start();
  }

  private Exchange giveUp(Processor load) {
    return template.send(
        DeadLetterRoute.DEAD_LETTER,
        exchange -> {
          load.process(exchange);
          exchange.setProperty(Exchange.EXCEPTION_CAUGHT, FAILURE);
        });
  }

  private static Processor body(Object body) {
    return exchange -> exchange.getMessage().setBody(body);
  }
}
