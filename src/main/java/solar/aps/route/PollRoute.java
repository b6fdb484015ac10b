package solar.aps.route;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.LoadedSettings;
import solar.aps.config.Settings;
import solar.aps.generation.PanelAggregator;

/**
 * The main route: a timer starts a cycle; a cycle asks the ECU, sums the panels up, and hands the
 * summary to every sink at once.
 */
public final class PollRoute extends RouteBuilder {
  /** The endpoint that runs one cycle. */
  public static final String CYCLE = "direct:cycle";

  private static final Logger LOG = LoggerFactory.getLogger(PollRoute.class);

  private final LoadedSettings loaded;
  private final Clock clock;
  private final Freshness freshness;
  private final CycleReport report;
  private final FlowListener listener;
  private final Optional<DryRun> dryRun;

  /**
   * @param clock tells when a reading is taken, in the zone of the ECU
   * @param freshness knows which rows are stale
   * @param report is told how each cycle went
   * @param listener is told how each cycle ended, be it good or bad
   * @param dryRun stands in for the sinks, if present
   */
  PollRoute(
      LoadedSettings loaded,
      Clock clock,
      Freshness freshness,
      CycleReport report,
      FlowListener listener,
      Optional<DryRun> dryRun) {
    this.loaded = loaded;
    this.clock = clock;
    this.freshness = freshness;
    this.report = report;
    this.listener = listener;
    this.dryRun = dryRun;
  }

  @Override
  public void configure() {
    Settings settings = loaded.settings();
    from("timer:poll?delay=0&period=" + settings.pollInterval().toMillis())
        .routeId("poll")
        .autoStartup(Flow.POLL_TIMER)
        .to(CYCLE);

    Processor sinks =
        dryRun.isPresent()
            ? dryRun.get()
            : new FanOut(getContext(), settings.sinkTimeout(), loaded::masked);
    from(CYCLE)
        .routeId("cycle")
        .routePolicy(new CycleEnd(listener))
        // what an earlier call left must not reach the ECU
        .removeHeaders("*")
        .setProperty(EcuRoute.TAKEN_AT, () -> ZonedDateTime.now(clock))
        .to(EcuRoute.READING)
        .bean(freshness)
        .bean(new WarningLog(LOG::warn))
        .bean(
            new PanelAggregator(
                settings.panels().scaleMissing(), settings.panels().expectedCount()))
        .process(sinks)
        .setProperty(CycleOutcome.PROPERTY, body())
        .bean(report);
  }
}
