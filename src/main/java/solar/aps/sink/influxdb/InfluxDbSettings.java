package solar.aps.sink.influxdb;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import solar.aps.config.Addresses;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.Secret;
import solar.aps.config.Settings;

/**
 * What is set for writing to InfluxDB.
 *
 * @param url scheme, authority and, behind a proxy, a path, without a slash at the end
 * @param path where points are written below it: that of InfluxDB 1, or that of 2
 * @param query where they go, encoded, and that their times are in seconds
 * @param authorization the value of the header of that name, if there is one
 * @param measurementPrefix what the names of all measurements begin with
 */
record InfluxDbSettings(
    URI url, String path, String query, Optional<Secret> authorization, String measurementPrefix) {
  private static final Pattern ADDRESS = Pattern.compile("([^/]*//[^/]*)((?:/[\\w.~:-]+)*)/?");
  private static final Pattern ONE_WORD = Pattern.compile("[!-~&&[^\"']]+");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,31}");

  static final Key<URI> URL = Key.of("influxdb.url", InfluxDbSettings::address);
  private static final Key<String> DATABASE =
      Key.of("influxdb.database", InfluxDbSettings::anyText)
          .neededWhere(InfluxDbSettings::whyDatabase)
          .clashingWhere(InfluxDbSettings::whyNoDatabase);
  private static final Key<String> ORG =
      Key.of("influxdb.org", InfluxDbSettings::anyText)
          .neededWhere(
              settings ->
                  beside(settings, InfluxDbSettings.BUCKET, "the name of its organisation"));
  private static final Key<String> BUCKET =
      Key.of("influxdb.bucket", InfluxDbSettings::anyText)
          .neededWhere(settings -> beside(settings, ORG, "the name of the bucket to write to"));
  private static final Key<Secret> TOKEN =
      Key.secret("influxdb.token", InfluxDbSettings::oneWord)
          .clashingWhere(InfluxDbSettings::whyNoToken);
  private static final Key<String> USERNAME =
      Key.of("influxdb.username", InfluxDbSettings::withoutColon)
          .neededWhere(
              settings -> beside(settings, InfluxDbSettings.PASSWORD, "the name of its user"));
  private static final Key<Secret> PASSWORD =
      Key.secret("influxdb.password", InfluxDbSettings::anyText)
          .neededWhere(settings -> beside(settings, USERNAME, "the password of that user"));
  private static final Key<String> MEASUREMENT_PREFIX =
      Key.of("influxdb.measurement-prefix", InfluxDbSettings::name).withDefault("aps");

  static final List<Key<?>> KEYS =
      List.of(URL, DATABASE, ORG, BUCKET, TOKEN, USERNAME, PASSWORD, MEASUREMENT_PREFIX);

  /** What of all settings is InfluxDB's; its URL must be set. */
  static InfluxDbSettings of(Settings settings) {
    Optional<String> bucket = settings.find(BUCKET);
    String place =
        bucket.isPresent()
            ? "org=" + encoded(settings.get(ORG)) + "&bucket=" + encoded(bucket.get())
            : "db=" + encoded(settings.get(DATABASE));
    return new InfluxDbSettings(
        settings.get(URL),
        bucket.isPresent() ? "/api/v2/write" : "/write",
        place + "&precision=s",
        Stream.concat(
                settings.find(TOKEN).map(token -> "Token " + token.value()).stream(),
                settings
                    .find(USERNAME)
                    .map(user -> "Basic " + credentials(user, settings))
                    .stream())
            .map(Secret::new)
            .findFirst(),
        settings.get(MEASUREMENT_PREFIX));
  }

  /** Where points are written, in full; there is no secret in it. */
  String target() {
    return url + path + "?" + query;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String credentials(String username, Settings settings) {
    String both = username + ":" + settings.get(PASSWORD).value();
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> whyDatabase(Settings settings) {
    boolean without =
        settings.find(URL).isPresent()
            && settings.find(ORG).isEmpty()
            && settings.find(BUCKET).isEmpty();
    return without
        ? Optional.of(
            "influxdb.url needs the name of the database, or for InfluxDB 2 influxdb.org and"
                + " influxdb.bucket; for VictoriaMetrics any name will do, as in aps")
        : Optional.empty();
  }

  private static Optional<String> whyNoDatabase(Settings settings) {
    return firstSet(settings, ORG, BUCKET)
        .map(
            other ->
                "is set beside "
                    + other
                    + ", and readings go to one place; keep influxdb.database for InfluxDB 1 and 3 and"
                    + " for VictoriaMetrics, or influxdb.org and influxdb.bucket for InfluxDB 2");
  }

  private static Optional<String> whyNoToken(Settings settings) {
    return firstSet(settings, USERNAME, PASSWORD)
        .map(other -> "is set beside " + other + ", and only one of them can be sent; remove one");
  }

  private static Optional<String> firstSet(Settings settings, Key<?>... keys) {
    return Stream.of(keys)
        .filter(key -> settings.find(key).isPresent())
        .<String>map(Key::name)
        .findFirst();
  }

  private static Optional<String> beside(Settings settings, Key<?> other, String what) {
    return settings.find(other).map(set -> other.name() + " needs " + what);
  }

  private static URI address(String text) throws BadTextException {
    Matcher parts = ADDRESS.matcher(text);
    try {
      if (parts.matches()) {
        return URI.create(Addresses.baseUrl(parts.group(1)) + parts.group(2));
      }
    } catch (BadTextException e) {
      // falls through to the advice for an address that may have a path
    }
    throw new BadTextException(
        "is not the address of a server; write http or https and a host, with a path only where a"
            + " proxy needs one, without user or query, as in http://192.168.1.20:8086");
  }

  private static String anyText(String text) {
    return text;
  }

  private static String oneWord(String text) throws BadTextException {
    if (!ONE_WORD.matcher(text).matches()) {
      throw new BadTextException(
          "has spaces, quotes or other characters that no token has; copy it again, without the"
              + " word Token or Bearer before it");
    }
    return text;
  }

  private static String withoutColon(String text) throws BadTextException {
    if (text.contains(":")) {
      throw new BadTextException(
          "has a colon, which no user name can have over HTTP; write the password as"
              + " influxdb.password");
    }
    return text;
  }

  private static String name(String text) throws BadTextException {
    if (!NAME.matcher(text).matches()) {
      throw new BadTextException(
          "cannot begin the name of a measurement; write at most 32 letters, digits and underscores,"
              + " beginning with a letter, as in aps");
    }
    return text;
  }
}
