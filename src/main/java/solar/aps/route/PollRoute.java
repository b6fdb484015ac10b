package solar.aps.route;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.config.Durations;
import solar.aps.config.Formats;
import solar.aps.config.Key;
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

  /** Whether the total is estimated for panels that are silent. */
  public static final Key<Boolean> SCALE_MISSING =
      Key.of("panels.scale-missing", Formats::yesOrNo)
          .withDefault("false")
          .formerly("scale-missing");

  private static final Key<Integer> EXPECTED_COUNT =
      Key.of("panels.expected-count", Formats.count("panels", 100_000))
          .formerly("expected-count")
          .neededBy(SCALE_MISSING, "the number of panels");

  /** How long a poll waits for its sinks; a slower one goes on by itself. */
  static final Key<Duration> SINKS_TIMEOUT =
      Key.of("sinks.timeout", Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(5)))
          .withDefault("30s");

  static final List<Key<?>> KEYS = List.of(SCALE_MISSING, EXPECTED_COUNT, SINKS_TIMEOUT);

  private final Settings settings;
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
      Settings settings,
      Clock clock,
      Freshness freshness,
      CycleReport report,
      FlowListener listener,
      Optional<DryRun> dryRun) {
    this.settings = settings;
    this.clock = clock;
    this.freshness = freshness;
    this.report = report;
    this.listener = listener;
    this.dryRun = dryRun;
  }

  /** How many panels there are, if that is set. */
  public static OptionalInt expectedCount(Settings settings) {
    return settings.find(EXPECTED_COUNT).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  @Override
  public void configure() {
    from("timer:poll?delay=0&period=" + settings.get(CommonKeys.POLL_INTERVAL).toMillis())
        .routeId("poll")
        .autoStartup(Flow.POLL_TIMER)
        .to(CYCLE);

    Processor multicast =
        dryRun.isPresent()
            ? dryRun.get()
            : new FanOut(getContext(), settings.get(SINKS_TIMEOUT), settings::masked);
    from(CYCLE)
        .routeId("cycle")
        .routePolicy(new CycleEnd(listener))
        // what an earlier call left must not reach the ECU
        .removeHeaders("*")
        .setProperty(EcuRoute.TAKEN_AT, () -> ZonedDateTime.now(clock))
        .to(EcuRoute.READING)
        .bean(freshness)
        .bean(new WarningLog(LOG::warn))
        .bean(new PanelAggregator(settings.get(SCALE_MISSING), expectedCount(settings)))
        .process(multicast)
        .setProperty(CycleOutcome.PROPERTY, body())
        .bean(report);
  }
}
