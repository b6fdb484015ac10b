package solar.aps.flow;

import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.deadletter.DeadLetter;
import solar.aps.plugin.Services;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/** At every tick the source is asked for a reading, and every sink gets its summary. */
class PollRouteTest extends RouteTestSupport {
  @Override
  protected RoutesBuilder[] createRouteBuilders() throws Exception {
    Services services = services();
    List<Ecu> ecus = Ecu.all(services, Plugins.find());
    CycleReport report = new CycleReport(line -> {}, false);
    return new RoutesBuilder[] {
      new ErrorPolicy(),
      new DeadLetterRoute(services, true),
      new PollTimers(ecus),
      new PollRoute(ecus.get(0), report, FlowListener.NOBODY, true, List.of()),
      new FanOutRoute(services.settings(), Optional.empty()),
      sink("mine"),
      sink("yours")
    };
  }

  @BeforeEach
  void theSourceGivesAReading() {
    mock("direct:read-ecu").returnReplyBody(constant(READING));
  }

  @Test
  void theFirstTickIsAtOnceAndTheOthersFollowAtThePollInterval() {
    assertThat(context.getRouteDefinition("poll-ecu").getInput().getEndpointUri())
        .isEqualTo("timer:polls?delay=0&period=300000");
  }

  @Test
  void everySinkGetsTheSummaryOfTheReading() throws Exception {
    mock("direct:read-ecu").expectedPropertyReceived(Source.TAKEN_AT, NOON);
    mock("mine").expectedBodiesReceived(SUMMARY);
    mock("yours").expectedBodiesReceived(SUMMARY);
    mock("end").expectedMessageCount(1);

    tick();
  }

  @Test
  void noHeaderOfTheTickReachesTheEcu() throws Exception {
    mock("direct:read-ecu").expectedMessageCount(1);
    mock("direct:read-ecu").message(0).header(Exchange.HTTP_QUERY).isNull();

    tick();
  }

  @Test
  void aSinkThatFailsHoldsUpNeitherTheOthersNorTheCycle() throws Exception {
    mock("mine").whenAnyExchangeReceived(fails(new IOException("disk full")));
    mock("yours").expectedBodiesReceived(SUMMARY);
    mock("end").expectedMessageCount(1);

    tick();

    assertThat(letters).extracting(DeadLetter::what).containsExactly("mine");
    assertThat(letters).extracting(DeadLetter::body).containsExactly(SUMMARY);
  }

  @Test
  void withoutAReadingNoSinkGetsAnything() throws Exception {
    mock("direct:read-ecu").whenAnyExchangeReceived(fails(new SourceException("no answer")));
    mock("mine").expectedMessageCount(0);
    mock("yours").expectedMessageCount(0);
    mock("end").expectedMessageCount(0);

    tick();

    assertThat(letters).extracting(DeadLetter::what).containsExactly("ecu");
  }

  /** The test is in the timer's place, and a mock in the source's. */
  private void tick() throws Exception {
    AdviceWith.adviceWith(context, "poll-ecu", route -> route.replaceFromWith("direct:tick"));
    AdviceWith.adviceWith(
        context,
        "cycle-ecu",
        route -> {
          route.mockEndpointsAndSkip(Source.readings("ecu"));
          route.weaveAddLast().to("mock:end");
        });
    context.start();
    template.sendBodyAndHeader("direct:tick", null, Exchange.HTTP_QUERY, "old=1");
  }

  private MockEndpoint mock(String name) {
    return getMockEndpoint("mock:" + name);
  }

  private static RouteBuilder sink(String id) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:sink-" + id).routeId("sink-" + id).group("sink").to("mock:" + id);
      }
    };
  }
}
