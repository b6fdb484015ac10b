package solar.aps.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.prometheus.MicrometerPrometheus;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.main.Main;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.route.Backlog;
import solar.aps.route.FlowListener;
import solar.aps.route.PollRoute;
import solar.aps.route.SinkDirectory;

/**
 * Camel's server for health and metrics. A program that does not need it never loads this class.
 */
public final class Management {
  private static final int INTERVALS_WITHOUT_A_GOOD_CYCLE = 3;

  private Management() {}

  /**
   * Makes {@code main} serve {@code /observe/health} and {@code /observe/metrics} once it is
   * started. To be called before the flow is installed.
   *
   * @param main a Camel main that has not been started
   * @param host the name or the address of the interface of this machine to listen at
   * @param port the port there
   * @param clock the time of the flow
   * @throws IOException if nothing can listen there; the message says why and what to do
   */
  public static void install(Main main, String host, int port, Settings settings, Clock clock)
      throws IOException {
    checkFree(host, port);
    // with it a JDK of 24 or later warns on standard error at each start
    System.setProperty("io.netty.noUnsafe", "true");
    Memory memory =
        new Memory(
            clock,
            settings.get(CommonKeys.POLL_INTERVAL).multipliedBy(INTERVALS_WITHOUT_A_GOOD_CYCLE));
    Supplier<Set<Backlog>> backlogs =
        () -> main.getCamelContext().getRegistry().findByType(Backlog.class);
    main.bind(FlowListener.NAME, memory);
    main.bind("healthCheckRegistry", new DefaultHealthCheckRegistry());
    new Health(memory, backlogs, clock)
        .checks()
        .forEach(check -> main.bind(check.getId() + "-health-check", check));
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters
        .getPrometheusRegistry()
        .register(
            new Metrics(
                memory,
                PollRoute.expectedCount(settings),
                () -> new SinkDirectory(main.getCamelContext()).ids(),
                backlogs));
    main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
    main.bind("camelMetrics", withoutCamelsOwn());
    main.bind("vertxOptions", small());
    main.configure().health().withEnabled(true);
    main.configure().metrics().withEnabled(true);
    main.configure()
        .httpManagementServer()
        .withEnabled(true)
        .withHost(host)
        .withPort(port)
        .withHealthCheckEnabled(true)
        .withMetricsEnabled(true);
  }

  /** Camel's server only logs that it cannot listen, and goes on without. */
  private static void checkFree(String host, int port) throws IOException {
    try {
      new ServerSocket(port, 1, InetAddress.getByName(host)).close();
    } catch (IOException e) {
      throw new IOException(
          "health and metrics cannot be served at %s, port %d (%s). Set management.host to an address of this machine, and management.port to a port above 1023 that no other program has"
              .formatted(host, port, e.getMessage()));
    }
  }

  /** Counting every exchange and route costs time at each poll, and says nothing of the panels. */
  private static MicrometerPrometheus withoutCamelsOwn() {
    MicrometerPrometheus metrics = new MicrometerPrometheus();
    metrics.setEnableRoutePolicy(false);
    metrics.setEnableExchangeEventNotifier(false);
    metrics.setEnableRouteEventNotifier(false);
    return metrics;
  }

  /** As few threads as a scrape a minute needs, and no cache of files on the disk. */
  private static VertxOptions small() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }
}
