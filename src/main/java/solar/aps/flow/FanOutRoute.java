package solar.aps.flow;

import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import solar.aps.config.Settings;

/** Where the cycles of all ECUs meet: their summaries go to every sink, or are only shown. */
final class FanOutRoute extends RouteBuilder {
  /** Takes a summary, and gives the outcome of its cycle. */
  static final String FAN_OUT = "direct:fan-out";

  private final Settings settings;
  private final Optional<DryRun> dryRun;

  /**
   * @param dryRun stands in for the sinks, if present
   */
  FanOutRoute(Settings settings, Optional<DryRun> dryRun) {
    this.settings = settings;
    this.dryRun = dryRun;
  }

  @Override
  public void configure() {
    from(FAN_OUT)
        .routeId("fan-out")
        .errorHandler(noErrorHandler())
        .process(dryRun.isPresent() ? dryRun.get() : new FanOut(getContext(), settings));
  }
}
