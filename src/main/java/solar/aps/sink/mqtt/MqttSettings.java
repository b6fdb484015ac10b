package solar.aps.sink.mqtt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import solar.aps.config.BadTextException;
import solar.aps.config.Format;
import solar.aps.config.Formats;
import solar.aps.config.Key;
import solar.aps.config.Locations;
import solar.aps.config.Secret;
import solar.aps.config.Settings;

/**
 * What is set for publishing to an MQTT broker.
 *
 * @param broker where it is
 * @param username who we are there; empty: nobody in particular
 * @param password what proves it; empty: nothing
 * @param caFile a PEM file with the certificates that are trusted; empty: those that Java trusts
 * @param clientId the name of our connection, of which a broker has one at a time; empty: our own
 *     choice
 * @param topic what every topic of ours begins with, without a slash at the end
 * @param discovery whether Home Assistant is told of the devices
 * @param prefix what the topics begin with at which Home Assistant listens for devices
 */
record MqttSettings(
    BrokerAddress broker,
    Optional<String> username,
    Secret password,
    Optional<Path> caFile,
    Optional<String> clientId,
    String topic,
    boolean discovery,
    String prefix) {
  private static final int LONGEST = 100;
  private static final Pattern TOPIC =
      Pattern.compile("[^/#+$\\s\\p{Cc}][^/#+\\s\\p{Cc}]*(/[^/#+\\s\\p{Cc}]+)*");
  private static final Pattern CLIENT_ID = Pattern.compile("[!-~]{1,58}");

  private static final Key<BrokerAddress> URL = Key.of("mqtt.url", BrokerAddress::parse);
  private static final Key<Secret> PASSWORD = Key.secret("mqtt.password", text -> text);
  private static final Key<String> USERNAME =
      Key.<String>of("mqtt.username", text -> text)
          .neededWith(PASSWORD, "the name that it belongs to");
  private static final Key<Path> CA_FILE = Key.of("mqtt.ca-file", Locations::file);
  private static final Key<String> CLIENT_ID_KEY = Key.of("mqtt.client-id", MqttSettings::clientId);
  private static final Key<String> TOPIC_KEY =
      Key.of("mqtt.topic", MqttSettings::ownTopic).withDefault("aps-solar");
  private static final Key<Boolean> DISCOVERY =
      Key.of("home-assistant.discovery", Formats::yesOrNo).withDefault("true");
  private static final Key<String> PREFIX =
      Key.of("home-assistant.prefix", topic("homeassistant")).withDefault("homeassistant");

  static final List<Key<?>> KEYS =
      List.of(URL, USERNAME, PASSWORD, CA_FILE, CLIENT_ID_KEY, TOPIC_KEY, DISCOVERY, PREFIX);

  /** Whether there is a broker to publish to. */
  static boolean isOn(Settings settings) {
    return settings.find(URL).isPresent();
  }

  /** What of all settings is MQTT's; there must be a broker. */
  static MqttSettings of(Settings settings) {
    return new MqttSettings(
        settings.get(URL),
        settings.find(USERNAME),
        settings.find(PASSWORD).orElse(new Secret("")),
        settings.find(CA_FILE),
        settings.find(CLIENT_ID_KEY),
        settings.get(TOPIC_KEY),
        settings.get(DISCOVERY),
        settings.get(PREFIX));
  }

  /** Where everything is published. */
  Topics topics() {
    return new Topics(topic, prefix);
  }

  /**
   * The name of a connection. Each that may be there at the same time has its own: the broker would
   * close one for another.
   *
   * @param word by which this installation is known from others
   * @param purpose what the connection is for; empty: for the service
   */
  String clientId(String word, String purpose) {
    String name = clientId.orElse("aps-solar-" + word);
    return purpose.isEmpty() ? name : name + "-" + purpose;
  }

  /** Whether there are certificates for a connection without TLS, which looks safe and is not. */
  boolean hasUselessCaFile() {
    return caFile.isPresent() && !broker.tls();
  }

  private static Format<String> topic(String example) {
    return text -> {
      if (!TOPIC.matcher(text).matches() || text.length() > LONGEST) {
        throw new BadTextException(
            "is not the beginning of topics; write one word or more with a slash between two, not at"
                + " the ends, at most %d characters, without spaces, # and +, as in %s"
                    .formatted(LONGEST, example));
      }
      return text;
    };
  }

  private static String ownTopic(String text) throws BadTextException {
    if (text.equals("homeassistant")) {
      throw new BadTextException(
          "is where Home Assistant itself speaks; write a topic of your own, as in aps-solar");
    }
    return topic("aps-solar").parse(text);
  }

  private static String clientId(String text) throws BadTextException {
    if (!CLIENT_ID.matcher(text).matches()) {
      throw new BadTextException(
          "is not a client id; write at most 58 letters, digits and signs without spaces, as in"
              + " aps-solar-attic");
    }
    return text;
  }
}
