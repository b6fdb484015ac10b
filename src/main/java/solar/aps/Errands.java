package solar.aps;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import solar.aps.config.BadTextException;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.discovery.Discovery;
import solar.aps.flow.Backfill;
import solar.aps.flow.Plugins;
import solar.aps.flow.Replay;
import solar.aps.flow.StartFault;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.setup.NetworkFinder;
import solar.aps.setup.Setup;
import solar.aps.setup.SystemTerminal;
import solar.aps.setup.Terminal;
import solar.aps.sink.mqtt.MqttCleaning;
import solar.aps.source.EcuKeys;
import solar.aps.source.Source;

/** What the program does once instead of polling. */
final class Errands {
  private final Output out;
  private final PrintStream err;

  /**
   * @param out gets what was asked for
   * @param err gets questions, progress, and what was wrong
   */
  Errands(Output out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Looks for ECUs. It needs no settings: it is what a user does before there are any.
   *
   * @param keys every key there is
   * @param network where; empty: around this machine
   */
  ExitCode discover(List<Key<?>> keys, String network) throws SettingsException {
    Settings settings =
        SettingsLoader.load(
            keys, Optional.empty(), Map.of(), Map.of(EcuKeys.HOST.name(), "the.network"));
    Services services = Services.of(settings, Clock.systemDefaultZone(), true, out, letter -> {});
    try {
      int found = new Discovery(services, Source.finder(), err::println).search(network);
      return found > 0 ? ExitCode.DONE : ExitCode.ECU;
    } catch (BadTextException e) {
      return refuse("--discover " + network, e.getMessage());
    }
  }

  /**
   * Asks for the settings and writes them.
   *
   * @param answers those that are there already, by the names of the keys
   * @param yes whether the rest is taken as it is proposed
   * @param check looks at what was written
   * @return the exit code of the check
   */
  int setUp(ErrandOptions.Place place, Map<String, String> answers, boolean yes, IntSupplier check)
      throws SettingsException {
    Optional<Terminal> terminal = yes ? Optional.empty() : SystemTerminal.find();
    if (!yes && terminal.isEmpty()) {
      throw new SettingsException(
          List.of(
              "--setup asks questions, and here is no terminal; start it at one, or answer with options and --yes, as in --setup --ecu-host 192.168.1.102 --yes"));
    }
    List<Key<?>> keys = ApsSolar.keys();
    return new Setup(keys, place.environment(), out, new NetworkFinder(keys))
        .run(new Setup.Request(place.file(), place.named(), answers, terminal), check);
  }

  /**
   * Shows what is kept of some days.
   *
   * @param json whether as it was written
   */
  ExitCode history(Settings settings, String days, boolean json) throws IOException {
    try {
      new HistoryReport(settings, out).print(days, json);
      return ExitCode.DONE;
    } catch (BadTextException e) {
      return refuse("--history " + days, e.getMessage());
    }
  }

  /**
   * Gives the sinks what the ECU has kept of the days before the first reading.
   *
   * @param days such as {@code 14d}
   * @param yes whether it is agreed to beforehand
   */
  ExitCode backfill(Settings settings, String days, boolean yes) throws StartFault {
    if (!days.matches("[1-9][0-9]?d?")) {
      return refuse("--backfill " + days, "is no number of days; write one as in 14d");
    }
    int count = Integer.parseInt(days.replace("d", ""));
    boolean found =
        new Backfill(services(settings), Plugins.find(), () -> yes || isAgreed()).run(count);
    return found ? ExitCode.DONE : ExitCode.ECU;
  }

  private boolean isAgreed() {
    err.print("Put all of this into the outbox? (y/n) ");
    err.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().equalsIgnoreCase("y");
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives what dead letters hold back to their sinks: one letter, or all of a folder. */
  ExitCode replay(Settings settings, Path letterOrFolder) throws StartFault {
    Replay letters = new Replay(services(settings), Plugins.find());
    boolean done = letters.replay(letterOrFolder);
    letters.report().forEach(err::println);
    return done ? ExitCode.DONE : ExitCode.CONFIGURATION;
  }

  /** Takes away everything that was published by MQTT. */
  ExitCode cleanMqtt(Settings settings) {
    if (!MqttCleaning.isPossible(settings)) {
      return refuse("--mqtt-clean", "needs the broker to be cleaned; set mqtt.url");
    }
    try {
      new MqttCleaning(services(settings)).clean();
      return ExitCode.DONE;
    } catch (IOException e) {
      err.println(settings.masked(e.getMessage()));
      return ExitCode.SINK;
    }
  }

  private Services services(Settings settings) {
    Clock clock = Clock.system(settings.get(CommonKeys.TIME_ZONE));
    return Services.of(settings, clock, true, out, letter -> {});
  }

  private ExitCode refuse(String option, String fault) {
    err.println(option.strip() + " " + fault);
    return ExitCode.CONFIGURATION;
  }
}
