package solar.aps.flow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.builder.RouteBuilder;
import solar.aps.config.CommonKeys;
import solar.aps.plugin.FastClock;
import solar.aps.plugin.Services;

/**
 * Starts the polls: each ECU at its own time, spread evenly over the interval. All share the one
 * thread of a timer, and a poll has a thread while it runs, so that one that waits for its ECU
 * holds up no other.
 */
final class PollTimers extends RouteBuilder {
  private final List<Ecu> ecus;

  PollTimers(List<Ecu> ecus) {
    this.ecus = ecus;
  }

  @Override
  public void configure() {
    ExecutorService polls =
        getContext().getExecutorServiceManager().newCachedThreadPool(this, "poll");
    for (int i = 0; i < ecus.size(); i++) {
      String name = ecus.get(i).name();
      Services own = ecus.get(i).services();
      Duration interval = FastClock.real(own.clock(), own.settings().get(CommonKeys.POLL_INTERVAL));
      Duration delay = interval.multipliedBy(i).dividedBy(ecus.size());

      from("timer:polls?delay=%d&period=%d".formatted(delay.toMillis(), interval.toMillis()))
          .routeId("poll-" + name)
          .autoStartup(Flow.POLL_TIMER)
          .filter(tick -> isIdle(name))
          .threads()
          .executorService(polls)
          .to(PollRoute.cycle(name));
    }
  }

  /** Whether the poll before has ended; one that takes longer than the interval stays alone. */
  private boolean isIdle(String ecu) {
    return getContext().getInflightRepository().size("poll-" + ecu) <= 1;
  }
}
