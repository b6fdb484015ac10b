package solar.aps.flow;

import java.time.ZonedDateTime;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.PanelAggregator;
import solar.aps.plugin.Services;
import solar.aps.source.Source;

/**
 * The main route: a timer starts a cycle; a cycle asks the ECU, sums the panels up, and hands the
 * summary to every sink at once.
 */
public final class PollRoute extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(PollRoute.class);

  private final String ecu;
  private final Services services;
  private final CycleReport report;
  private final FlowListener listener;
  private final Optional<DryRun> dryRun;

  /**
   * @param ecu the name of the ECU that is polled
   * @param report gets how each cycle went
   * @param listener gets how each cycle ended, be it good or bad
   * @param dryRun stands in for the sinks, if present
   */
  PollRoute(
      String ecu,
      Services services,
      CycleReport report,
      FlowListener listener,
      Optional<DryRun> dryRun) {
    this.ecu = ecu;
    this.services = services;
    this.report = report;
    this.listener = listener;
    this.dryRun = dryRun;
  }

  /** The endpoint that runs one cycle of the ECU with this name. */
  public static String cycle(String ecu) {
    return "direct:cycle-" + ecu;
  }

  @Override
  public void configure() {
    Settings settings = services.settings();
    Processor multicast = dryRun.isPresent() ? dryRun.get() : new FanOut(getContext(), settings);

    from("timer:poll-"
            + ecu
            + "?delay=0&period="
            + settings.get(CommonKeys.POLL_INTERVAL).toMillis())
        .routeId("poll-" + ecu)
        .autoStartup(Flow.POLL_TIMER)
        .to(cycle(ecu));

    from(cycle(ecu))
        .routeId("cycle-" + ecu)
        .routePolicy(new CycleEnd(ecu, listener))
        // what an earlier call left must not reach the ECU
        .removeHeaders("*")
        .setProperty(DeadLetter.WHAT, constant(ecu))
        .setProperty(Source.TAKEN_AT, () -> ZonedDateTime.now(services.clock()))
        .to(Source.readings(ecu))
        .bean(new Freshness(ecu, services, dryRun.isEmpty()))
        .bean(new WarningLog(LOG::warn))
        .bean(
            new PanelAggregator(
                settings.get(CommonKeys.SCALE_MISSING), CommonKeys.expectedCount(settings)))
        .process(multicast)
        .setProperty(CycleOutcome.PROPERTY, body())
        .bean(report);
  }
}
