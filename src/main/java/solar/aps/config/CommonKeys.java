package solar.aps.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The keys that many read. */
public final class CommonKeys {
  /** What the ECU is called where there is only one. */
  public static final String ONE_ECU = "ecu";

  /** The names of the ECUs where there are several; empty: there is one. */
  static final Key<List<String>> ECUS = Key.of("ecus", EcuNames::list);

  /** The time between the starts of two polls. */
  public static final Key<Duration> POLL_INTERVAL =
      Key.of("poll.interval", Durations::pollInterval).withDefault("5m").perEcu();

  /**
   * The zone of the ECU's clock and of the PVOutput system. It always has a value: where it is not
   * set, that of this computer.
   */
  public static final Key<ZoneId> TIME_ZONE = Key.of("time-zone", Formats::zone).perEcu();

  /** Whether the total is estimated for panels that are silent. */
  public static final Key<Boolean> SCALE_MISSING =
      Key.of("panels.scale-missing", Formats::yesOrNo)
          .withDefault("false")
          .formerly("scale-missing")
          .perEcu();

  private static final Key<Integer> EXPECTED_COUNT =
      Key.of("panels.expected-count", Formats.count("panels", 100_000))
          .formerly("expected-count")
          .neededBy(SCALE_MISSING, "the number of panels")
          .perEcu();

  /** Where failures are kept. */
  public static final Key<Path> DEAD_LETTER_DIR =
      Key.of("dead-letter.dir", Locations::folderToBe).withDefault("dead-letter");

  /** What must survive a restart, such as statuses that wait for PVOutput. */
  public static final Key<Path> DATA_DIR =
      Key.of("data.dir", Locations::folderToBe).withDefault("data");

  /** How long a poll waits for its sinks; a slower one goes on by itself. */
  public static final Key<Duration> SINKS_TIMEOUT =
      Key.of("sinks.timeout", Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(5)))
          .withDefault("30s");

  /** All of them. */
  public static final List<Key<?>> ALL =
      List.of(
          ECUS,
          POLL_INTERVAL,
          TIME_ZONE,
          SCALE_MISSING,
          EXPECTED_COUNT,
          DEAD_LETTER_DIR,
          DATA_DIR,
          SINKS_TIMEOUT);

  private CommonKeys() {}

  /** The names of all ECUs, in the order in which they are written. */
  public static List<String> ecus(Settings settings) {
    return settings.find(ECUS).orElse(List.of(ONE_ECU));
  }

  /** Whether the ECUs have names that tell one from another. */
  public static boolean areSeveral(Settings settings) {
    return settings.find(ECUS).isPresent();
  }

  /** Whether an ECU can have this name, which stands in the names of files. */
  public static boolean isEcuName(String text) {
    return EcuNames.isName(text);
  }

  /** The name of an ECU where there are several, or null. */
  public static String label(Settings settings, String ecu) {
    return areSeveral(settings) ? ecu : null;
  }

  /**
   * The name of an ECU.
   *
   * @param label its name where there are several, or null
   */
  public static String name(String label) {
    return Objects.requireNonNullElse(label, ONE_ECU);
  }

  /** How many panels there are, if that is set. */
  public static OptionalInt expectedCount(Settings settings) {
    return settings.find(EXPECTED_COUNT).map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
