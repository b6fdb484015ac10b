package solar.aps.source.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The folders of example pages, in the order of their names. */
final class Pages {
  private Pages() {}

  static Stream<Path> all() {
    try (Stream<Path> entries = Files.list(root())) {
      List<Path> folders = entries.filter(Files::isDirectory).sorted().toList();
      return folders.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    return bytes(root().resolve(name));
  }

  static byte[] bytes(Path folder) {
    try {
      return Files.readAllBytes(folder.resolve("page.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(Pages.class.getResource("/pages")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
