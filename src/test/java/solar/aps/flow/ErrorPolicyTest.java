package solar.aps.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.source.SourceException;

/** What fails in any route becomes a dead letter; only the ECU is asked again before. */
class ErrorPolicyTest extends RouteTestSupport {
  private static final Processor NO_READING = fails(new SourceException("no answer"));

  @Override
  protected RoutesBuilder[] createRouteBuilders() throws Exception {
    RouteBuilder routes =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:any").to("mock:step").to("mock:next");
            from(DeadLetterRoute.DEAD_LETTER).to("mock:dead-letter");
          }
        };
    return new RoutesBuilder[] {new ErrorPolicy(), routes};
  }

  @Test
  void anEcuThatGivesNoReadingIsAskedTwiceMoreAndThenGivenUp() throws Exception {
    step().whenAnyExchangeReceived(NO_READING);
    step().expectedMessageCount(3);
    getMockEndpoint("mock:next").expectedMessageCount(0);
    getMockEndpoint("mock:dead-letter").expectedBodiesReceived("page");

    assertThat(poll().getException()).isNull();
  }

  @Test
  void anEcuThatGivesAReadingAtLastHasNotFailed() throws Exception {
    step().whenExchangeReceived(1, NO_READING);
    step().whenExchangeReceived(2, NO_READING);
    step().expectedMessageCount(3);
    getMockEndpoint("mock:next").expectedBodiesReceived("page");
    getMockEndpoint("mock:dead-letter").expectedMessageCount(0);

    poll();
  }

  @Test
  void everyOtherFailureIsGivenUpAtOnce() throws Exception {
    step().whenAnyExchangeReceived(fails(new IOException("disk full")));
    step().expectedMessageCount(1);
    getMockEndpoint("mock:next").expectedMessageCount(0);
    getMockEndpoint("mock:dead-letter").expectedBodiesReceived("page");

    assertThat(poll().getException()).isNull();
  }

  private MockEndpoint step() {
    return getMockEndpoint("mock:step");
  }

  private Exchange poll() throws Exception {
    context.start();
    return template.send(
        "direct:any",
        exchange -> {
          exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 1);
          exchange.getMessage().setBody("page");
        });
  }
}
