package solar.aps.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The text of a JSON file: one object, nested or not, with comments as in Java. */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  private final JsonParser parser;
  private final BiConsumer<String, String> entries;
  private final Consumer<String> faults;

  private JsonText(JsonParser parser, BiConsumer<String, String> entries, Consumer<String> faults) {
    this.parser = parser;
    this.entries = entries;
    this.faults = faults;
  }

  /**
   * @param entries gets each key, with dots between the names of nested objects, and its value as
   *     text, in the order of the file; a null is left out
   * @param faults gets a line for each list
   * @throws BadTextException if the text is not one JSON object
   */
  static void read(String text, BiConsumer<String, String> entries, Consumer<String> faults)
      throws BadTextException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      new JsonText(parser, entries, faults).file();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void file() throws IOException, BadTextException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadTextException("is no JSON object; write the settings between { and }");
      }
      object("");
      if (parser.nextToken() != null) {
        throw new BadTextException(
            "goes on after its last }%s; remove what follows it".formatted(place()));
      }
    } catch (JsonProcessingException e) {
      // without the parser's own message, which may quote the API key
      throw new BadTextException(
          "is not valid JSON%s; check quotes, commas and brackets just before that place"
              .formatted(place()));
    }
  }

  private void object(String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> object(key + ".");
        case START_ARRAY -> {
          faults.accept(Shown.of(key) + " is a list; write one value, without [ and ]");
          parser.skipChildren();
        }
        case VALUE_NULL -> {}
        default -> entries.accept(key, parser.getText());
      }
    }
  }

  private String place() {
    JsonLocation here = parser.currentLocation();
    return " (line %d, column %d)".formatted(here.getLineNr(), here.getColumnNr());
  }
}
