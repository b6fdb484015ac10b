package solar.aps;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;

/** The options for what the program does once instead of polling. */
final class ErrandOptions {
  @Option(
      names = "--setup",
      description =
          "Ask what must be known, try it, write the settings, and exit: the first run. What the"
              + " other options and the environment answer is not asked.")
  private boolean setup;

  @Option(
      names = "--ecu-host",
      paramLabel = "HOST",
      description = "With --setup: the address of the ECU.")
  private String ecuHost;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "With --setup: the answer for this key of the settings; it may be given often. A secret"
              + " comes from the environment, as PVOUTPUT_API_KEY.")
  private Map<String, String> set = new HashMap<>();

  @Option(
      names = "--yes",
      description = "With --setup and --backfill: do not ask, and take what is proposed.")
  private boolean yes;

  @Option(
      names = "--replay",
      paramLabel = "FILE|DIR",
      description =
          "Give what dead letters hold back to their sinks, and exit: one letter, or all of a"
              + " folder. What PVOutput refused goes back into the outbox.")
  private Path replay;

  @Option(
      names = "--backfill",
      paramLabel = "DAYS",
      description =
          "Give PVOutput what the ECU has kept of so many days, as in 14d, before the first reading,"
              + " and exit. It is shown first, and asked for.")
  private String backfill;

  @Option(
      names = "--discover",
      paramLabel = "CIDR",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Look for ECUs and EZ1s in the network of this machine, or in one like 192.168.1.0/24, and"
              + " exit. Nothing is changed anywhere.")
  private String discover;

  @Option(
      names = "--history",
      paramLabel = "DAY|FROM..TO",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Show the readings that are kept: of the last day, of one like 2026-06-15, or of many, and"
              + " exit. With --json as they were written.")
  private String history;

  @Option(
      names = "--mqtt-clean",
      description =
          "Take away everything that was published by MQTT, the devices in Home Assistant among it,"
              + " and exit. Stop the service first.")
  private boolean mqttClean;

  /**
   * The settings file.
   *
   * @param file where it is
   * @param named whether it was named on the command line
   * @param environment the environment variables, which beat it
   */
  record Place(Path file, boolean named, Map<String, String> environment) {}

  /**
   * Does what needs no settings.
   *
   * @param check looks at the settings at that place
   * @return the exit code; empty if nothing of this is asked for
   */
  Optional<Integer> beforeSettings(Errands errands, Place place, IntSupplier check)
      throws SettingsException {
    refuseWhatDoesNothing();
    if (discover != null) {
      return Optional.of(errands.discover(ApsSolar.keys(), discover).code);
    }
    if (setup) {
      Map<String, String> answers = new HashMap<>(set);
      if (ecuHost != null) {
        answers.put("ecu.host", ecuHost);
      }
      return Optional.of(errands.setUp(place, answers, yes, check));
    }
    return Optional.empty();
  }

  /**
   * Does what needs settings.
   *
   * @return the exit code; empty if nothing of this is asked for
   */
  Optional<Integer> withSettings(Errands errands, Settings settings, boolean json)
      throws Exception {
    if (replay != null) {
      return Optional.of(errands.replay(settings, replay).code);
    }
    if (history != null) {
      return Optional.of(errands.history(settings, history, json).code);
    }
    if (backfill != null) {
      return Optional.of(errands.backfill(settings, backfill, yes).code);
    }
    return mqttClean ? Optional.of(errands.cleanMqtt(settings).code) : Optional.empty();
  }

  private void refuseWhatDoesNothing() throws SettingsException {
    if (!setup && (ecuHost != null || !set.isEmpty())) {
      throw new SettingsException(
          List.of(
              "--set and --ecu-host answer questions of --setup; add that, or write into the settings file"));
    }
    if (yes && !setup && backfill == null) {
      throw new SettingsException(
          List.of("--yes answers the questions of --setup and --backfill; add one of them"));
    }
  }
}
