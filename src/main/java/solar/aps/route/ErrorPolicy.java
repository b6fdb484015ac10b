package solar.aps.route;

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
  }
}
