package solar.aps.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import solar.aps.config.Settings.ConsoleFormat;
import solar.aps.config.Settings.Secret;

/** Formats of words and numbers. */
final class Formats {
  private static final int MOST_PANELS = 100_000;
  private static final int MOST_STATUSES_IN_A_BATCH = 100;
  private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern EXTENDED_FIELD = Pattern.compile("v([789]|1[012])");
  private static final Pattern HEADER_WORD = Pattern.compile("[!-~&&[^\"']]+");

  private Formats() {}

  static Boolean yesOrNo(String text) throws BadTextException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new BadTextException("is neither yes nor no; write true or false");
    };
  }

  static Integer panelCount(String text) throws BadTextException {
    return count(text, "panels", MOST_PANELS);
  }

  static Integer batchSize(String text) throws BadTextException {
    return count(text, "statuses", MOST_STATUSES_IN_A_BATCH);
  }

  private static int count(String text, String things, int most) throws BadTextException {
    int count = SHORT_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (count < 1 || count > most) {
      throw new BadTextException(
          "is not a number of %s; write a whole number from 1 to %d".formatted(things, most));
    }
    return count;
  }

  /** Minutes; empty for auto. */
  static OptionalInt statusInterval(String text) throws BadTextException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "5", "10", "15" -> OptionalInt.of(Integer.parseInt(text));
      case "auto" -> OptionalInt.empty();
      default ->
          throw new BadTextException(
              "is not a status interval of PVOutput; write its minutes without a unit, 5, 10 or"
                  + " 15, or write auto");
    };
  }

  static ConsoleFormat consoleFormat(String text) throws BadTextException {
    return Arrays.stream(ConsoleFormat.values())
        .filter(format -> format.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new BadTextException("is no format; write text, json or none"));
  }

  static ZoneId zone(String text) throws BadTextException {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      String example =
          Spelling.nearest(
                  text,
                  ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted())
              .map(zone -> "did you mean " + zone + "?")
              .orElse("write region/city, as in Europe/Berlin");
      throw new BadTextException("is not a time zone; " + example);
    }
  }

  /** Refuses what cannot stand in an HTTP header, and quotes, which no key has. */
  static Secret apiKey(String text) throws BadTextException {
    if (!HEADER_WORD.matcher(text).matches()) {
      throw new BadTextException(
          "has spaces, quotes or other characters that no key has; expected one word of letters"
              + " and digits; copy it again from the Settings page of pvoutput.org");
    }
    return new Secret(text);
  }

  static String systemId(String text) throws BadTextException {
    if (!DIGITS.matcher(text).matches()) {
      throw new BadTextException(
          "is not a number: the System Id is wanted, not the system's name; it stands on the"
              + " Settings page of pvoutput.org, under Registered Systems");
    }
    return text;
  }

  static String extendedField(String text) throws BadTextException {
    String field = text.toLowerCase(Locale.ROOT);
    if (!EXTENDED_FIELD.matcher(field).matches()) {
      throw new BadTextException(
          "is not one of PVOutput's extended fields; write v7, v8, v9, v10, v11 or v12");
    }
    return field;
  }
}
