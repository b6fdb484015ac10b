package solar.aps.web.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes JSON: snake-case keys in a fixed order, null where a value is not known. */
final class Json {
  static final String TYPE = "application/json";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /** What writes a part of it. */
  @FunctionalInterface
  interface Part {
    void write() throws IOException;
  }

  /** What writes all of it. */
  @FunctionalInterface
  interface Whole {
    void write(Json json) throws IOException;
  }

  /** One object, in UTF-8. */
  static byte[] object(Whole whole) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      whole.write(new Json(out));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An object under this key. */
  void object(String key, Part inner) throws IOException {
    out.writeObjectFieldStart(key);
    inner.write();
    out.writeEndObject();
  }

  /** An array of values under this key. */
  void array(String key, Iterable<?> values) throws IOException {
    out.writeArrayFieldStart(key);
    for (Object value : values) {
      value(value);
    }
    out.writeEndArray();
  }

  /** An array of objects under this key. */
  <T> void objects(String key, Iterable<T> values, Writer<T> writer) throws IOException {
    out.writeArrayFieldStart(key);
    for (T value : values) {
      out.writeStartObject();
      writer.write(value);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /**
   * What writes the fields of an object.
   *
   * @param <T> what stands in it
   */
  @FunctionalInterface
  interface Writer<T> {
    void write(T value) throws IOException;
  }

  /** A field with a text, a number, yes or no, a time, a word of an enum, or null. */
  void field(String key, Object value) throws IOException {
    out.writeFieldName(key);
    value(value);
  }

  private void value(Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean yes) {
      out.writeBoolean(yes);
    } else if (value instanceof Double fraction) {
      out.writeNumber(fraction);
    } else if (value instanceof Number whole) {
      out.writeNumber(whole.longValue());
    } else if (value instanceof OffsetDateTime time) {
      out.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
    } else if (value instanceof Enum<?> word) {
      out.writeString(word.name().toLowerCase(Locale.ROOT));
    } else {
      out.writeString(value.toString());
    }
  }
}
