package solar.aps.outbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;

/**
 * What lies in an outbox.
 *
 * @param word what one of them is called, for the log
 * @param type its class, which Jackson reads and writes
 * @param mapper reads and writes it
 * @param key by what it is known and ordered; of two with one key the newer takes the place
 * @param nameOf the name of the file of a key, without its ending; names sort as keys do
 * @param keyOf the key in such a name; a {@link DateTimeException} if there is none
 */
public record ItemForm<K extends Comparable<? super K>, T>(
    String word,
    Class<T> type,
    ObjectMapper mapper,
    Function<T, K> key,
    Function<K, String> nameOf,
    Function<String, K> keyOf) {

  /** The item of this key in the content of its file; empty if there is none. */
  Optional<T> read(byte[] content, K expected) {
    try {
      T item =
          mapper
              .readerFor(type)
              // what a later version has written may have more in it
              .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(content);
      return Optional.ofNullable(item).filter(read -> key.apply(read).equals(expected));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  byte[] write(T item) throws IOException {
    return mapper.writeValueAsBytes(item);
  }
}
