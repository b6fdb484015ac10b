package solar.aps.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.plugin.Services;

/** Every ECU is polled at its own time, whatever the others do. */
class PollTimersTest extends RouteTestSupport {
  private static final int ECUS = 30;
  private static final Duration INTERVAL = Duration.ofMillis(600);

  private final AtomicInteger pollsOfTheFirst = new AtomicInteger();
  private final CountDownLatch pollsOfTheLast = new CountDownLatch(3);
  private final CountDownLatch end = new CountDownLatch(1);

  @Override
  protected RoutesBuilder[] createRouteBuilders() throws Exception {
    String[] names = new String[ECUS];
    String[] settings = new String[2 * ECUS + 2];
    for (int i = 0; i < ECUS; i++) {
      names[i] = "e" + i;
      settings[2 * i] = names[i] + ".ecu.host";
      settings[2 * i + 1] = "host" + i;
    }
    settings[2 * ECUS] = "ecus";
    settings[2 * ECUS + 1] = String.join(",", names);
    Services services = services(settings);
    Settings often = services.settings().with(CommonKeys.POLL_INTERVAL, INTERVAL);
    Services fast =
        new Services(often, clock, false, services.out(), services.json(), services.letters());
    return new RoutesBuilder[] {
      new PollTimers(Ecu.all(fast, Plugins.find())), cycles(List.of(names))
    };
  }

  private RouteBuilder cycles(List<String> ecus) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        for (String ecu : ecus) {
          from(PollRoute.cycle(ecu)).routeId("cycle-" + ecu).process(poll -> polled(ecu));
        }
      }
    };
  }

  private void polled(String ecu) throws InterruptedException {
    if (ecu.equals("e0")) {
      pollsOfTheFirst.incrementAndGet();
      end.await();
    } else if (ecu.equals("e" + (ECUS - 1))) {
      pollsOfTheLast.countDown();
    }
  }

  @Test
  void oneThatHangsHoldsUpNoOtherAndIsNotPolledBesideItself() throws Exception {
    context.start();

    assertThat(pollsOfTheLast.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pollsOfTheFirst).hasValue(1);
    end.countDown();
  }

  @Test
  void theFirstPollsAreSpreadOverTheInterval() throws Exception {
    context.start();

    assertThat(context.getRoutes())
        .map(Route::getEndpoint)
        .extracting(Object::toString)
        .contains("timer://polls?delay=0&period=600", "timer://polls?delay=580&period=600");
    end.countDown();
  }

  @Test
  void thereIsNoThreadAnEcu() throws Exception {
    context.start();
    assertThat(pollsOfTheLast.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().contains("timer://polls"))
        .hasSize(1);
    end.countDown();
  }
}
