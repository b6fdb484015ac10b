package solar.aps.web;

import java.io.IOException;
import java.util.Optional;

/** Something that is served: it knows the answer to some requests. */
public interface Pages {
  /**
   * The answer.
   *
   * @return empty if others may have it
   * @throws IOException if there is one, and it cannot be made
   */
  Optional<Answer> at(Request request) throws IOException;
}
