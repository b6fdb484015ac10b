package solar.aps.flow;

import java.time.ZonedDateTime;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.PanelAggregator;
import solar.aps.layout.Layout;
import solar.aps.plugin.Services;
import solar.aps.sink.Sink;
import solar.aps.source.Source;

/**
 * The main route: a cycle, which a timer starts, asks the ECU, sums the panels up, and hands the
 * summary to every sink at once.
 */
public final class PollRoute extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(PollRoute.class);

  private final Ecu ecu;
  private final CycleReport report;
  private final FlowListener listener;
  private final boolean kept;
  private final List<Sink> sinks;

  /**
   * @param ecu the ECU that is polled
   * @param report gets how each cycle went
   * @param listener gets how each cycle ended, be it good or bad
   * @param kept whether what must outlive the process is written
   * @param sinks those in Java that the settings ask for
   */
  PollRoute(Ecu ecu, CycleReport report, FlowListener listener, boolean kept, List<Sink> sinks) {
    this.ecu = ecu;
    this.report = report;
    this.listener = listener;
    this.kept = kept;
    this.sinks = sinks;
  }

  /** The endpoint that runs one cycle of the ECU with this name. */
  public static String cycle(String ecu) {
    return "direct:cycle-" + ecu;
  }

  @Override
  public void configure() {
    Services services = ecu.services();
    Settings settings = services.settings();

    from(cycle(ecu.name()))
        .routeId("cycle-" + ecu.name())
        .routePolicy(new CycleWatch(ecu.name(), listener))
        // what an earlier call left must not reach the ECU
        .removeHeaders("*")
        .setHeader(
            Exchange.REDELIVERY_DELAY, constant(settings.get(ErrorPolicy.RETRY_DELAY).toMillis()))
        .setProperty(DeadLetter.ECU, constant(ecu.label()))
        .setProperty(Source.TAKEN_AT, () -> ZonedDateTime.now(services.clock()))
        .to(Source.readings(ecu.name()))
        .bean(new Freshness(ecu, kept))
        .bean(new Metering(ecu, kept))
        .bean(new WarningLog(ecu.label(), Layout.of(settings), LOG::warn))
        .bean(
            new PanelAggregator(
                ecu.label(),
                settings.get(CommonKeys.SCALE_MISSING),
                CommonKeys.expectedCount(settings)))
        .bean(new HistoryKeeper(ecu, kept))
        .to(FanOutRoute.FAN_OUT)
        .setProperty(CycleOutcome.PROPERTY, body())
        .bean(report)
        .filter(cycle -> kept)
        .process(new PanelCheck(ecu, listener)::check)
        .process(new Gaps(ecu, sinks)::fill);
  }
}
