package solar.aps.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import solar.aps.config.Settings.ConsoleFormat;
import solar.aps.config.Settings.Secret;

/** Every key there is, each with its default and its format. No other class spells a key. */
final class Keys {
  static final Key<String> ECU_HOST = Key.of("ecu.host", Addresses::host).formerly("host");
  static final Key<String> ECU_PATH =
      Key.of("ecu.path", Addresses::pagePath)
          .withDefault(Settings.Ecu.KNOWN_PATHS.get(0))
          .formerly("path");
  static final Key<Duration> ECU_TIMEOUT =
      Key.of("ecu.timeout", Durations.between(Duration.ofSeconds(1), Duration.ofSeconds(60)))
          .withDefault("10s");
  static final Key<Duration> ECU_MAX_AGE =
      Key.of("ecu.max-age", Durations.zeroOrAtLeast(Duration.ofMinutes(1))).withDefault("15m");

  static final Key<Duration> POLL_INTERVAL =
      Key.of("poll.interval", Durations::pollInterval).withDefault("5m");
  static final Key<ZoneId> TIME_ZONE = Key.of("time-zone", Formats::zone);

  static final Key<Boolean> SCALE_MISSING =
      yesOrNo("panels.scale-missing", "false").formerly("scale-missing");
  static final Key<Integer> EXPECTED_COUNT =
      Key.of("panels.expected-count", Formats::panelCount).formerly("expected-count");

  static final Key<ConsoleFormat> CONSOLE_FORMAT =
      Key.of("console.format", Formats::consoleFormat).withDefault("text");
  static final Key<Path> JSON_FILE = Key.of("json-file.path", Locations::jsonFile);

  static final Key<Boolean> PUBLISH = yesOrNo("pvoutput.publish", "false").formerly("publish");
  static final Key<Secret> API_KEY = Key.of("pvoutput.api-key", Formats::apiKey).keptSecret();
  static final Key<String> SYSTEM_ID = Key.of("pvoutput.system-id", Formats::systemId);
  static final Key<Boolean> SEND_TEMPERATURE =
      yesOrNo("pvoutput.send-temp", "true").formerly("pvoutput.send-temp-v5");
  static final Key<Boolean> SEND_VOLTAGE =
      yesOrNo("pvoutput.send-voltage", "true").formerly("pvoutput.send-voltage-v6");
  static final Key<Boolean> SEND_FREQUENCY = yesOrNo("pvoutput.send-freq", "false");
  static final Key<String> FREQUENCY_FIELD =
      Key.of("pvoutput.send-freq-key", Formats::extendedField).withDefault("v11");
  static final Key<URI> PVOUTPUT_URL =
      Key.of("pvoutput.url", Addresses::baseUrl).withDefault("https://pvoutput.org");
  static final Key<Integer> BATCH_SIZE =
      Key.of("pvoutput.batch-size", Formats::batchSize).withDefault("30");
  static final Key<Duration> PVOUTPUT_MAX_AGE =
      Key.of("pvoutput.max-age", Durations.between(Duration.ofDays(1), Duration.ofDays(90)))
          .withDefault("14d");
  static final Key<OptionalInt> STATUS_INTERVAL =
      Key.of("pvoutput.status-interval", Formats::statusInterval).withDefault("5");

  static final Key<Path> DEAD_LETTER_DIR =
      Key.of("dead-letter.dir", Locations::folderToBe).withDefault("dead-letter");
  static final Key<Path> DATA_DIR = Key.of("data.dir", Locations::folderToBe).withDefault("data");
  static final Key<Path> SINKS_DIR = Key.of("sinks.dir", Locations::existingFolder);

  static final Key<Integer> MANAGEMENT_PORT = Key.of("management.port", Addresses::port);
  static final Key<String> MANAGEMENT_HOST =
      Key.of("management.host", Addresses::ownHost).withDefault("127.0.0.1");
  static final Key<List<String>> MANAGEMENT_ALLOWED_HOSTS =
      Key.of("management.allowed-hosts", Addresses::names);

  static final List<Key<?>> ALL =
      List.of(
          ECU_HOST,
          ECU_PATH,
          ECU_TIMEOUT,
          ECU_MAX_AGE,
          POLL_INTERVAL,
          TIME_ZONE,
          SCALE_MISSING,
          EXPECTED_COUNT,
          CONSOLE_FORMAT,
          JSON_FILE,
          PUBLISH,
          API_KEY,
          SYSTEM_ID,
          SEND_TEMPERATURE,
          SEND_VOLTAGE,
          SEND_FREQUENCY,
          FREQUENCY_FIELD,
          PVOUTPUT_URL,
          BATCH_SIZE,
          PVOUTPUT_MAX_AGE,
          STATUS_INTERVAL,
          DEAD_LETTER_DIR,
          DATA_DIR,
          SINKS_DIR,
          MANAGEMENT_PORT,
          MANAGEMENT_HOST,
          MANAGEMENT_ALLOWED_HOSTS);

  private Keys() {}

  private static Key<Boolean> yesOrNo(String name, String defaultText) {
    return Key.of(name, Formats::yesOrNo).withDefault(defaultText);
  }

  static boolean isKnown(String name) {
    return ALL.stream().anyMatch(key -> key.name().equals(name));
  }

  /** Whether the key is not ours: Camel's own, or a placeholder of a sink written in YAML. */
  static boolean isFree(String name) {
    return name.startsWith("camel.") || name.startsWith("sink.");
  }

  /** The name of a key that a JSON file spells in the Python tool's way or in ours. */
  static String ofJson(String written) {
    if (isFree(written)) {
      return written;
    }
    String dashed = written.replace('_', '-');
    return ofOldName(dashed).orElse(dashed);
  }

  /** The known name that someone who wrote {@code unknown} probably meant. */
  static Optional<String> nearest(String unknown) {
    String plain = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
    return ofOldName(plain)
        .or(() -> names().filter(name -> name.endsWith("." + plain)).findFirst())
        .or(() -> Spelling.nearest(plain, names()));
  }

  private static Stream<String> names() {
    return ALL.stream().map(Key::name);
  }

  private static Optional<String> ofOldName(String name) {
    return ALL.stream()
        .filter(key -> key.oldNames().contains(name))
        .<String>map(Key::name)
        .findFirst();
  }
}
