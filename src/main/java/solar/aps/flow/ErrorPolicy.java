package solar.aps.flow;

import java.time.Duration;
import org.apache.camel.builder.RouteConfigurationBuilder;
import solar.aps.config.Durations;
import solar.aps.config.Key;
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
          .withDefault("2s")
          .perEcu();

  static final int RETRIES = 2;

  @Override
  public void configuration() {
    routeConfiguration().errorHandler(deadLetterChannel(DeadLetterRoute.DEAD_LETTER));

    routeConfiguration()
        .onException(SourceException.class)
        // the pause stands in a header: each ECU may have its own
        .maximumRedeliveries(RETRIES);
  }
}
