package solar.aps.outbox;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkDirectory;

/** The sink that takes a reading into its outbox, and the beginning with what is left there. */
public final class OutboxRoutes extends RouteBuilder {
  private final Forwarder forwarder;

  /**
   * @param forwarder that of the sink
   */
  public OutboxRoutes(Forwarder forwarder) {
    this.forwarder = forwarder;
  }

  @Override
  public void configure() throws Exception {
    getContext().addService(forwarder);

    from(SinkDirectory.endpoint(forwarder.sink()))
        // the route that sends may have the name of the sink
        .routeId("outbox-" + forwarder.sink())
        .group(SinkDirectory.GROUP)
        .process(this::take);

    // what an earlier run has left; all sinks share this timer, for it only begins
    from("timer:outbox?delay=15s&repeatCount=1")
        .routeId("rest-" + forwarder.sink())
        .autoStartup(Sink.TIMERS)
        .setProperty(DeadLetter.WHAT, constant(forwarder.sink()))
        .process(tick -> forwarder.deliver());
  }

  private void take(Exchange exchange) throws OutboxInUseException {
    exchange.setProperty(
        Sink.REPORT, forwarder.take(exchange.getMessage().getBody(GenerationSummary.class)));
  }
}
