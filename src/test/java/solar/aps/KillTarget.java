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
import solar.aps.config.LoadedSettings;
import solar.aps.config.Settings;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.SettableClock;
import solar.aps.json.SummaryJson;
import solar.aps.route.CycleOutcome;
import solar.aps.route.CycleReport;
import solar.aps.route.Flow;
import solar.aps.sink.console.Console;

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
    LoadedSettings loaded = SettingsLoader.load(Optional.of(Path.of(args[0])), Map.of(), Map.of());
    Settings settings = loaded.settings();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SettableClock clock = new SettableClock(Instant.EPOCH, settings.timeZone());
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SummaryJson json = new SummaryJson();
    Main main = new Main();
    main.bind("console", new Console(out, settings.consoleFormat(), false, json));
    Flow.install(
        main, loaded, clock, true, new CycleReport(answer -> {}, false), json, Optional.empty());
    main.start();
    try {
      out.println(READY);
      clock.pass(Duration.between(Instant.EPOCH, Instant.parse(in.readLine())));
      for (int left = Integer.parseInt(args[1]); left > 0; left--) {
        out.println(poll(main));
        clock.pass(settings.pollInterval());
      }
    } finally {
      main.stop();
    }
  }

  /** The time of a reading and its watts. */
  private static String poll(Main main) throws Exception {
    CycleOutcome outcome = House.poll(main).orElse(null);
    if (outcome == null || !outcome.failures().isEmpty()) {
      throw new IllegalStateException("expected a reading that every sink takes, found " + outcome);
    }
    return outcome.summary().timestamp() + " " + outcome.summary().totalWattsForOutput();
  }
}
