package solar.aps.config;

import java.util.regex.Pattern;

/** What may be shown of a text that comes from outside. */
public final class Shown {
  private static final int MOST_CHARACTERS = 100;

  /** An API key that got into the wrong line, or two that changed places, must not be shown. */
  private static final Pattern LIKE_AN_API_KEY = Pattern.compile("[A-Za-z0-9]{30,}");

  private static final Pattern USER_AND_PASSWORD = Pattern.compile("[^/]*@");

  /** What a terminal would obey, or would not show; line ends and tabs are let be. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");

  private Shown() {}

  /** The text with a question mark for every character that a terminal would not just show. */
  static String printable(String text) {
    return UNPRINTABLE.matcher(text.replace("\r\n", "\n")).replaceAll("?");
  }

  /** One line of at most 100 characters, with a mask over what looks like a secret. */
  public static String of(String text) {
    String masked = LIKE_AN_API_KEY.matcher(text).replaceAll("****");
    masked = USER_AND_PASSWORD.matcher(masked).replaceAll("****@");
    String line = printable(masked).replaceAll("[\\n\\t]", "?");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
