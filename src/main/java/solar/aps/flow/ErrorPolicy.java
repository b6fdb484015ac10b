package solar.aps.flow;

import java.time.Duration;
import org.apache.camel.builder.RouteConfigurationBuilder;
import solar.aps.config.Durations;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.source.SourceException;

/**
 * What happens when something fails, in any route, Java or YAML: the ECU is asked twice more, and
 * then, as for every other failure, the exchange becomes a dead letter. The routes themselves
 * handle no errors.
 */
public final class ErrorPolicy extends RouteConfigurationBuilder {
  /** The pause before a failed poll is tried again. */
  public static final Key<Duration> RETRY_DELAY =
      Key.of("ecu.retry-delay", Durations.between(Duration.ofSeconds(1), Duration.ofSeconds(60)))
          .withDefault("2s");

  static final int RETRIES = 2;

  private final Settings settings;

  ErrorPolicy(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void configuration() {
    routeConfiguration().errorHandler(deadLetterChannel(DeadLetterRoute.DEAD_LETTER));

    routeConfiguration()
        .onException(SourceException.class)
        .maximumRedeliveries(RETRIES)
        .redeliveryDelay(settings.get(RETRY_DELAY).toMillis());
  }
}
