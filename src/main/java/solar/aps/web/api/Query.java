package solar.aps.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands behind the question mark.
 *
 * @param values by the name of the parameter
 */
record Query(Map<String, String> values) {
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /**
   * @param text as it was sent
   * @param known the names of the parameters that there may be
   * @throws BadRequestException if there is another one, or one of them twice
   */
  static Query of(String text, List<String> known) throws BadRequestException {
    Map<String, String> values = new HashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (!known.contains(pair[0]) || pair.length < 2) {
        throw new BadRequestException(
            known.isEmpty()
                ? "nothing may stand behind a question mark here"
                : "behind the question mark there may be %s only, each with a value"
                    .formatted(String.join(" and ", known)));
      }
      if (values.put(pair[0], decoded(pair[1])) != null) {
        throw new BadRequestException(pair[0] + " stands there twice; keep one of them");
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The day under this name. */
  LocalDate day(String name) throws BadRequestException {
    if (!values.containsKey(name)) {
      throw new BadRequestException(
          "there is no %1$s; write both ends, as in /api/days?from=2026-06-01&to=2026-06-30"
              .formatted(name));
    }
    return day(name, values.get(name));
  }

  /**
   * @param what what the text should be, for whoever wrote something else
   */
  static LocalDate day(String what, String text) throws BadRequestException {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // as bad as any other text
    }
    throw new BadRequestException(what + " is no day; write one as in 2026-06-15");
  }
}
