package solar.aps.source.page;

import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.generation.EcuReading;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/** The ECU is asked under one path after the other; the page that one of them has is read. */
class PageSourceRouteTest extends RouteTestSupport {
  private final PageSource source = new PageSource();

  @Override
  protected RoutesBuilder createRouteBuilder() throws Exception {
    source.use("ecu", services("ecu.host", "ecu.local"), false);
    return source;
  }

  @Test
  void theFirstPathIsAskedFirstAndItsPageRead() throws Exception {
    oldest().returnReplyBody(constant(Pages.bytes("form-a-cgi")));
    oldest().expectedMessageCount(1);
    later().expectedMessageCount(0);

    EcuReading reading = ask().getMessage().getBody(EcuReading.class);

    assertThat(reading.source()).isEqualTo("http://ecu.local/cgi-bin/parameters");
    assertThat(reading.takenAt()).isEqualTo(NOON);
    assertThat(reading.panels()).isNotEmpty();
  }

  @Test
  void whereThatHasNoPageTheNextIsAskedAndIsTheFirstFromThenOn() throws Exception {
    oldest().whenAnyExchangeReceived(answers(404));
    later().returnReplyBody(constant(Pages.bytes("form-c-dusk")));
    oldest().expectedMessageCount(1);
    later().expectedMessageCount(2);

    ask();
    EcuReading reading = ask().getMessage().getBody(EcuReading.class);

    assertThat(reading.source()).isEqualTo("http://ecu.local/index.php/realtimedata");
  }

  @Test
  void whereNoPathHasAPageTheFirmwareIsTold() throws Exception {
    oldest().whenAnyExchangeReceived(answers(404));
    later().whenAnyExchangeReceived(answers(404));

    assertThat(ask().getException())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("404 at /cgi-bin/parameters and /index.php/realtimedata");
  }

  @Test
  void anotherErrorIsNoMissingPageAndIsTold() throws Exception {
    oldest().whenAnyExchangeReceived(answers(500));
    later().expectedMessageCount(0);

    assertThat(ask().getException())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the ECU answered HTTP 500");
  }

  @Test
  void aPageThatIsNotUnderstoodStaysTheBodyForTheDeadLetter() throws Exception {
    oldest().returnReplyBody(constant("<html>welcome</html>"));

    Exchange done = ask();

    assertThat(done.getException())
        .isInstanceOf(NoSuchSourceException.class)
        .hasMessageContaining("The page has no table of readings");
    assertThat(done.getMessage().getBody(String.class)).isEqualTo("<html>welcome</html>");
  }

  private MockEndpoint oldest() {
    return getMockEndpoint("mock:http:ecu.local/cgi-bin/parameters");
  }

  private MockEndpoint later() {
    return getMockEndpoint("mock:http:ecu.local/index.php/realtimedata");
  }

  private Exchange ask() {
    context.start();
    return template.request(source.endpoint(), poll -> poll.setProperty(Source.TAKEN_AT, NOON));
  }

  private static Processor answers(int status) {
    return fails(
        new HttpOperationFailedException("http://ecu.local", status, "", null, Map.of(), "body"));
  }
}
