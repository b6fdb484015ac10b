package solar.aps.config;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The names of several ECUs. They stand in keys, environment variables, file names and URLs. */
final class EcuNames {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 32;

  private EcuNames() {}

  /** Names with commas between them. */
  static List<String> list(String text) throws BadTextException {
    List<String> names = List.of(text.split("\\s*,\\s*", -1));
    for (String name : names) {
      if (!isName(name)) {
        throw new BadTextException(
            "is not a list of names for ECUs; write each in small letters, digits and dashes, at most"
                + " 32, beginning with a letter, and a comma between two, as in roof,barn");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new BadTextException("names an ECU twice; give each its own name");
    }
    return names;
  }

  static boolean isName(String text) {
    return text.length() <= LONGEST && NAME.matcher(text).matches();
  }
}
