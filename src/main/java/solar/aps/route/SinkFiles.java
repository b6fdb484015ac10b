package solar.aps.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The sinks that users wrote: every YAML file of a folder. They are loaded one by one, so that a
 * broken one can be named.
 */
final class SinkFiles extends RouteBuilder {
  private final Path folder;

  SinkFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public void configure() throws SinkFileException {
    for (Path file : files()) {
      load(file);
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(Path file) throws SinkFileException {
    ModelCamelContext context = (ModelCamelContext) getContext();
    List<RouteDefinition> before = List.copyOf(context.getRouteDefinitions());
    Resource resource =
        ResourceHelper.resolveResource(context, file.toUri().toString());
    try {
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    } catch (Exception e) {
      throw new SinkFileException(file, reason(e), e);
    }
    List<RouteDefinition> loaded = new ArrayList<>(context.getRouteDefinitions());
    loaded.removeAll(before);
    if (loaded.stream().noneMatch(route -> SinkDirectory.GROUP.equals(route.getGroup()))) {
      throw new SinkFileException(
          file, "it has no route with \"group: sink\", so nothing would ever reach it", null);
    }
  }

  private static String reason(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).strip();
  }
}
