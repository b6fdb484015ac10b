package solar.aps.demo.pvoutput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of an HTML form or of a query, as they are sent. */
final class UrlEncoded {
  private UrlEncoded() {}

  /** The decoded fields in their order; what has no value is left out. */
  static Map<String, String> fields(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : encoded.split("&")) {
      String[] nameAndValue = field.split("=", 2);
      if (nameAndValue.length == 2) {
        fields.put(decoded(nameAndValue[0]), decoded(nameAndValue[1]));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException badEscape) {
      // as it stands it fails the check of its field, which can name it
      return text;
    }
  }
}
