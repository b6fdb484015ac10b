package solar.aps.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Formats of words and numbers. */
public final class Formats {
  private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{1,9}");

  private Formats() {}

  /** Yes or no, in the usual words. */
  public static Boolean yesOrNo(String text) throws BadTextException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new BadTextException("is neither yes nor no; write true or false");
    };
  }

  /**
   * A number of things.
   *
   * @param things what is counted, for whoever wrote something else
   * @param most the largest number; the smallest is 1
   */
  public static Format<Integer> count(String things, int most) {
    return text -> {
      int count = SHORT_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
      if (count < 1 || count > most) {
        throw new BadTextException(
            "is not a number of %s; write a whole number from 1 to %d".formatted(things, most));
      }
      return count;
    };
  }

  /**
   * One of a few words, in capitals or not.
   *
   * @param thing what the words are, for whoever wrote another one
   * @param words the words, at least two
   */
  public static <E extends Enum<E>> Format<E> word(String thing, Class<E> words) {
    List<E> all = List.of(words.getEnumConstants());
    return text ->
        all.stream()
            .filter(word -> word.name().equalsIgnoreCase(text))
            .findFirst()
            .orElseThrow(
                () -> new BadTextException("is no %s; write %s".formatted(thing, text(all))));
  }

  private static String text(List<? extends Enum<?>> words) {
    List<String> all = words.stream().map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
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
}
