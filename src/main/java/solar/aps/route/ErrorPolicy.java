package solar.aps.route;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteConfigurationBuilder;
import solar.aps.config.Settings;
import solar.aps.ecu.EcuPageException;

/**
 * What happens when something fails, in any route, Java or YAML: the ECU is asked twice more, and
 * then, as for every other failure, the exchange becomes a dead letter. The routes themselves
 * handle no errors.
 */
final class ErrorPolicy extends RouteConfigurationBuilder {
  static final int ECU_RETRIES = 2;

  private final Settings settings;

  ErrorPolicy(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void configuration() {
    routeConfiguration().errorHandler(deadLetterChannel(DeadLetterRoute.DEAD_LETTER));

    routeConfiguration()
        .onException(EcuException.class, EcuPageException.class)
        .maximumRedeliveries(ECU_RETRIES)
        .redeliveryDelay(settings.get(EcuKeys.RETRY_DELAY).toMillis());

    routeConfiguration()
        .interceptFrom("direct:" + SinkDirectory.routeId("*"))
        .process(ErrorPolicy::enterSink);
  }

  private static void enterSink(Exchange exchange) throws SinkBusyException {
    Route route = exchange.getUnitOfWork().getRoute();
    boolean helper = !SinkDirectory.GROUP.equals(route.getGroup());
    if (helper || SinkRun.isInside(exchange)) {
      return; // a part of a sink, or a sink that another one calls
    }
    SinkRun.of(exchange, SinkDirectory.idOf(route.getRouteId())).enter(exchange);
    // a sink that hangs must not pile up one more thread a poll
    if (exchange.getContext().getInflightRepository().size(route.getRouteId()) > 1) {
      throw new SinkBusyException(
          "still busy with an earlier reading, so this one was not given to it");
    }
  }
}
