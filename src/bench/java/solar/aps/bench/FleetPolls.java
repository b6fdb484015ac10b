package solar.aps.bench;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.main.Main;
import solar.aps.ApsSolar;
import solar.aps.config.Settings;
import solar.aps.config.SettingsLoader;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.CycleReport;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/** The service against a {@link SimulatedFleet}, at its own pace: a poll an ECU and minute. */
public final class FleetPolls {
  private FleetPolls() {}

  /** What the polls came to. */
  private static final class Count implements FlowListener {
    final AtomicInteger good = new AtomicInteger();
    final AtomicInteger bad = new AtomicInteger();

    @Override
    public void cycleEnded(String ecu, Optional<CycleOutcome> outcome) {
      boolean published = outcome.filter(known -> known.delivered("pvoutput")).isPresent();
      (published ? good : bad).incrementAndGet();
    }
  }

  /**
   * Prints, on one line: polls a minute, failed ones among all, processor time a poll in ms, the
   * milliseconds of the start, resident memory in MiB, heap in use after a collection in MiB, and
   * the most threads that were seen.
   *
   * @param args the folder of the fleet, the seconds of warm-up, and those that are measured
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int warmUp = Integer.parseInt(args[1]);
    int measured = Integer.parseInt(args[2]);
    Settings settings = settings(folder);
    Count count = new Count();
    Main main = new Main();
    Services services =
        Services.of(
            settings,
            Clock.systemUTC(),
            false,
            new Output(OutputStream.nullOutputStream()),
            count::givenUp);
    new Flow(services, Plugins.find())
        .install(main, new CycleReport(answer -> {}, false), count, false);
    long begin = System.nanoTime();
    main.start();
    long start = (System.nanoTime() - begin) / 1_000_000;
    TimeUnit.SECONDS.sleep(warmUp);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    threads.resetPeakThreadCount();
    int before = count.good.get();
    Duration cpu = processorTime();
    TimeUnit.SECONDS.sleep(measured);
    double millis = processorTime().minus(cpu).toNanos() / 1e6;
    int polls = count.good.get() - before;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%.1f %d %.2f %d %.1f %.1f %d%n",
        polls * 60.0 / measured,
        count.bad.get(),
        millis / polls,
        start,
        ServicePolls.residentMiB(),
        (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
        threads.getPeakThreadCount());
    main.stop();
  }

  private static Settings settings(Path folder) throws Exception {
    Map<String, String> keys = new HashMap<>();
    keys.put("console.format", "json");
    keys.put("json-file.path", folder.resolve("readings-{date}.jsonl").toString());
    keys.put("data.dir", folder.resolve("data").toString());
    keys.put("dead-letter.dir", folder.resolve("dead-letter").toString());
    Path sinks = Files.createDirectories(folder.resolve("sinks"));
    Files.writeString(sinks.resolve("csv.yaml"), ServicePolls.SINK_FILE.formatted(folder));
    keys.put("sinks.dir", sinks.toString());
    return SettingsLoader.load(
        ApsSolar.keys(), Optional.of(folder.resolve("application.properties")), Map.of(), keys);
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
