package solar.aps.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.BiConsumer;

/** The text of a properties file. */
final class PropertiesText {
  private PropertiesText() {}

  /**
   * @param entries is given each key and its value, in the order of the text
   * @throws BadTextException if a backslash and a u do not begin a character's code
   */
  static void read(String text, BiConsumer<String, String> entries) throws BadTextException {
    try {
      new Listening(entries).load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new BadTextException(
          "has a \\u that is not followed by four hexadecimal digits; write paths with / or with"
              + " two backslashes (\\\\)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands each entry on as it is read: a map would keep only the last of two. */
  private static final class Listening extends Properties {
    private static final long serialVersionUID = 1L;
    private final transient BiConsumer<String, String> entries;

    private Listening(BiConsumer<String, String> entries) {
      this.entries = entries;
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      entries.accept((String) key, (String) value);
      return super.put(key, value);
    }
  }
}
