package solar.aps;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.SettableClock;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.CycleReport;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/**
 * The program as a service that lives in a hurry: as soon as it is told the time it polls without a
 * pause, and each poll is five minutes after the one before. It prints a line for each reading that
 * every sink has dealt with.
 */
final class KillTarget {
  /** What it prints when it can be told the time. */
  static final String READY = "ready";

  private KillTarget() {}

  /**
   * @param args the settings file, and after how many readings it ends
   * @throws IllegalStateException if a reading could not be taken, or a sink failed
   */
  public static void main(String[] args) throws Exception {
    Settings settings =
        SettingsLoader.load(ApsSolar.keys(), Optional.of(Path.of(args[0])), Map.of(), Map.of());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SettableClock clock = new SettableClock(Instant.EPOCH, settings.get(CommonKeys.TIME_ZONE));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Main main = new Main();
    Services services = Services.of(settings, clock, true, new Output(out), letter -> {});
    new Flow(services, Plugins.find())
        .install(main, new CycleReport(answer -> {}, false), FlowListener.NOBODY, false);
    main.start();
    try {
      out.println(READY);
      clock.pass(Duration.between(Instant.EPOCH, Instant.parse(in.readLine())));
      for (int left = Integer.parseInt(args[1]); left > 0; left--) {
        out.println(poll(main));
        clock.pass(settings.get(CommonKeys.POLL_INTERVAL));
      }
    } finally {
      main.stop();
    }
  }

  /** The time of a reading and its watts. */
  private static String poll(Main main) throws Exception {
    CycleOutcome outcome = House.poll(main, CommonKeys.ONE_ECU).orElse(null);
    if (outcome == null || !outcome.failures().isEmpty()) {
      throw new IllegalStateException("expected a reading that every sink takes, found " + outcome);
    }
    return outcome.summary().timestamp() + " " + outcome.summary().totalWattsForOutput();
  }
}
