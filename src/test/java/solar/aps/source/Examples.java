package solar.aps.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folders of examples, one example each.
 *
 * @param root the folder above them
 */
public record Examples(Path root) {
  /** Those under this name in the resources, such as {@code /pages}. */
  public static Examples in(String resource) {
    try {
      return new Examples(
          Path.of(Objects.requireNonNull(Examples.class.getResource(resource)).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All of them, in the order of their names. */
  public Stream<Path> all() {
    try (Stream<Path> entries = Files.list(root)) {
      List<Path> folders = entries.filter(Files::isDirectory).sorted().toList();
      return folders.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one with this name. */
  public Path folder(String name) {
    return root.resolve(name);
  }
}
