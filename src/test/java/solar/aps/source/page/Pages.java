package solar.aps.source.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import solar.aps.source.Examples;

/** The folders of example pages, in the order of their names. */
final class Pages {
  private static final Examples EXAMPLES = Examples.in("/pages");

  private Pages() {}

  static Stream<Path> all() {
    return EXAMPLES.all();
  }

  static byte[] bytes(String name) {
    return bytes(EXAMPLES.folder(name));
  }

  static byte[] bytes(Path folder) {
    try {
      return Files.readAllBytes(folder.resolve("page.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
