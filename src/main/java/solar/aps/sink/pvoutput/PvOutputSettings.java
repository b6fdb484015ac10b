package solar.aps.sink.pvoutput;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import solar.aps.config.Addresses;
import solar.aps.config.BadTextException;
import solar.aps.config.Durations;
import solar.aps.config.Formats;
import solar.aps.config.Key;
import solar.aps.config.Secret;
import solar.aps.config.Settings;

/**
 * What is set for publishing to PVOutput.
 *
 * @param publish whether statuses are sent at all
 * @param apiKey the key of the PVOutput account; empty only when not publishing
 * @param systemId the number of the PVOutput system; empty only when not publishing
 * @param fillGaps whether times without a reading are filled from the ECU's own curve
 * @param sendEnergy whether the energy of the day goes along, as v1
 * @param sendTemperature whether the average temperature goes along, as v5
 * @param sendVoltage whether the average voltage goes along, as v6
 * @param frequencyField the extended field for the average frequency, v7 to v12; empty: not sent
 * @param url scheme and authority of PVOutput, without a slash at the end
 * @param batchSize how many statuses one request may carry, 1 to 100; above 30 for donors only
 * @param maxAge the age at which a status is set aside, 1 to 90 days; above 14 for donors only
 * @param statusInterval the minutes of a slot, 5, 10 or 15; empty: as PVOutput has it for the
 *     system, asked at start
 */
public record PvOutputSettings(
    boolean publish,
    Secret apiKey,
    String systemId,
    boolean fillGaps,
    boolean sendEnergy,
    boolean sendTemperature,
    boolean sendVoltage,
    Optional<String> frequencyField,
    URI url,
    int batchSize,
    Duration maxAge,
    OptionalInt statusInterval) {
  private static final int MOST_STATUSES_IN_A_BATCH = 100;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern EXTENDED_FIELD = Pattern.compile("v([789]|1[012])");
  private static final Pattern HEADER_WORD = Pattern.compile("[!-~&&[^\"']]+");
  private static final String BOTH_ARE_THERE = "it; it stands on the Settings page of pvoutput.org";

  private static final Key<Boolean> PUBLISH =
      yesOrNo("pvoutput.publish", "false").formerly("publish").perEcu();
  private static final Key<Secret> API_KEY =
      Key.secret("pvoutput.api-key", PvOutputSettings::headerWord)
          .neededBy(PUBLISH, BOTH_ARE_THERE)
          .perEcu();
  private static final Key<String> SYSTEM_ID =
      Key.of("pvoutput.system-id", PvOutputSettings::number)
          .neededBy(PUBLISH, BOTH_ARE_THERE)
          .unshared(
              "they would overwrite each other's statuses; give each a system of its own at pvoutput.org, or publish only one of them");
  private static final Key<Boolean> FILL_GAPS = yesOrNo("pvoutput.fill-gaps", "true").perEcu();
  private static final Key<Boolean> SEND_ENERGY = yesOrNo("pvoutput.send-energy", "false").perEcu();
  private static final Key<Boolean> SEND_TEMPERATURE =
      yesOrNo("pvoutput.send-temp", "true").formerly("pvoutput.send-temp-v5").perEcu();
  private static final Key<Boolean> SEND_VOLTAGE =
      yesOrNo("pvoutput.send-voltage", "true").formerly("pvoutput.send-voltage-v6").perEcu();
  private static final Key<Boolean> SEND_FREQUENCY =
      yesOrNo("pvoutput.send-freq", "false").perEcu();
  private static final Key<String> FREQUENCY_FIELD =
      Key.of("pvoutput.send-freq-key", PvOutputSettings::extendedField).withDefault("v11").perEcu();
  private static final Key<URI> URL =
      Key.of("pvoutput.url", Addresses::baseUrl).withDefault("https://pvoutput.org");
  private static final Key<Integer> BATCH_SIZE =
      Key.of("pvoutput.batch-size", Formats.count("statuses", MOST_STATUSES_IN_A_BATCH))
          .withDefault("30")
          .perEcu();
  private static final Key<Duration> MAX_AGE =
      Key.of("pvoutput.max-age", Durations.between(Duration.ofDays(1), Duration.ofDays(90)))
          .withDefault("14d")
          .perEcu();
  private static final Key<OptionalInt> STATUS_INTERVAL =
      Key.of("pvoutput.status-interval", PvOutputSettings::minutes).withDefault("5").perEcu();

  static final List<Key<?>> KEYS =
      List.of(
          PUBLISH,
          API_KEY,
          SYSTEM_ID,
          FILL_GAPS,
          SEND_ENERGY,
          SEND_TEMPERATURE,
          SEND_VOLTAGE,
          SEND_FREQUENCY,
          FREQUENCY_FIELD,
          URL,
          BATCH_SIZE,
          MAX_AGE,
          STATUS_INTERVAL);

  /** What of all settings is PVOutput's. */
  public static PvOutputSettings of(Settings settings) {
    return new PvOutputSettings(
        settings.get(PUBLISH),
        settings.find(API_KEY).orElse(new Secret("")),
        settings.find(SYSTEM_ID).orElse(""),
        settings.get(PUBLISH) && settings.get(FILL_GAPS),
        settings.get(PUBLISH) && settings.get(SEND_ENERGY),
        settings.get(SEND_TEMPERATURE),
        settings.get(SEND_VOLTAGE),
        settings.find(FREQUENCY_FIELD).filter(field -> settings.get(SEND_FREQUENCY)),
        settings.get(URL),
        settings.get(BATCH_SIZE),
        settings.get(MAX_AGE),
        settings.get(STATUS_INTERVAL));
  }

  /** The text that sets the minutes of a slot, by the name of its key. */
  static Map<String, String> statusInterval(int minutes) {
    return Map.of(STATUS_INTERVAL.name(), Integer.toString(minutes));
  }

  private static Key<Boolean> yesOrNo(String name, String defaultText) {
    return Key.of(name, Formats::yesOrNo).withDefault(defaultText);
  }

  /** Refuses what cannot stand in an HTTP header, and quotes, which no key has. */
  private static String headerWord(String text) throws BadTextException {
    if (!HEADER_WORD.matcher(text).matches()) {
      throw new BadTextException(
          "has spaces, quotes or other characters that no key has; expected one word of letters"
              + " and digits; copy it again from the Settings page of pvoutput.org");
    }
    return text;
  }

  private static String number(String text) throws BadTextException {
    if (!DIGITS.matcher(text).matches()) {
      throw new BadTextException(
          "is not a number: the System Id is wanted, not the system's name; it stands on the"
              + " Settings page of pvoutput.org, under Registered Systems");
    }
    return text;
  }

  private static String extendedField(String text) throws BadTextException {
    String field = text.toLowerCase(Locale.ROOT);
    if (!EXTENDED_FIELD.matcher(field).matches()) {
      throw new BadTextException(
          "is not one of PVOutput's extended fields; write v7, v8, v9, v10, v11 or v12");
    }
    return field;
  }

  /** Empty for auto. */
  private static OptionalInt minutes(String text) throws BadTextException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "5", "10", "15" -> OptionalInt.of(Integer.parseInt(text));
      case "auto" -> OptionalInt.empty();
      default ->
          throw new BadTextException(
              "is not a status interval of PVOutput; write its minutes without a unit, 5, 10 or"
                  + " 15, or write auto");
    };
  }
}
