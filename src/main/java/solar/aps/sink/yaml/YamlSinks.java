package solar.aps.sink.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;
import solar.aps.config.Key;
import solar.aps.config.Locations;
import solar.aps.deadletter.Causes;
import solar.aps.sink.SinkDirectory;

/**
 * The sinks that users wrote: every YAML file of a folder. They are loaded one by one, so that a
 * broken one can be named.
 */
public final class YamlSinks extends RouteBuilder {
  /** The folder of sinks written in YAML; empty: none. */
  public static final Key<Path> DIR = Key.of("sinks.dir", Locations::existingFolder);

  private final Path folder;
  private final Set<String> withOutbox;
  private final boolean dry;

  /** The IDs of the sinks that were found. */
  private final Set<String> sinks = new TreeSet<>();

  /**
   * @param withOutbox the IDs of those that have an outbox in front of them
   * @param dry whether the sinks are only there to be listed, and do nothing
   */
  public YamlSinks(Path folder, Set<String> withOutbox, boolean dry) {
    this.folder = folder;
    this.withOutbox = withOutbox;
    this.dry = dry;
  }

  @Override
  public void configure() throws Exception {
    for (Path file : files()) {
      load(file);
    }
    if (!sinks.containsAll(withOutbox)) {
      throw new IOException(
          "sinks.outbox names %s, and the files of %s have the sinks %s; correct the one or the other"
              .formatted(String.join(", ", withOutbox), folder, String.join(", ", sinks)));
    }
  }

  /** The fault of the file that brought the route with this ID; empty if no file did. */
  public static Optional<SinkFileException> blame(
      CamelContext context, String routeId, Throwable thrown) {
    return Optional.ofNullable(((ModelCamelContext) context).getRouteDefinition(routeId))
        .map(RouteDefinition::getResource)
        .filter(resource -> resource.getScheme().equals("file"))
        .map(resource -> new SinkFileException(Path.of(resource.getURI()), reason(thrown), thrown));
  }

  /**
   * The innermost message of {@code thrown} on one line, without the lines that draw a pointer; of
   * a class or a component that is not there, what to do.
   */
  public static String reason(Throwable thrown) {
    Throwable root = Causes.root(thrown);
    String message = String.valueOf(root.getMessage());
    if (root instanceof ClassNotFoundException) {
      return "there is no class %s; put the jar that has it into lib/ext".formatted(message);
    }
    return URISupport.sanitizeUri(message)
        .replaceAll("(column \\d+):(?:\\R(?!expected).*)*", "$1; ")
        .replaceAll("\\s+", " ")
        .replaceAll("[;. ]+$", "");
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches("(?i)[^.].*\\.ya?ml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(Path file) throws Exception {
    if (!file.toString().endsWith(".yaml")) {
      throw new SinkFileException(file, "its name must end in .yaml to be loaded", null);
    }
    ModelCamelContext context = (ModelCamelContext) getContext();
    List<RouteDefinition> before = List.copyOf(context.getRouteDefinitions());
    Resource resource = ResourceHelper.resolveResource(context, file.toUri().toString());
    try {
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    } catch (Exception e) {
      throw new SinkFileException(file, reason(e), e);
    }
    List<RouteDefinition> loaded = new ArrayList<>(context.getRouteDefinitions());
    loaded.removeAll(before);
    checkIds(file, before, loaded);
    List<RouteDefinition> found =
        loaded.stream().filter(route -> SinkDirectory.GROUP.equals(route.getGroup())).toList();
    checkSinks(file, found);
    found.forEach(this::register);
    if (dry) {
      for (RouteDefinition route : loaded) {
        empty(context, route);
      }
    }
  }

  /** A route that is only not started would still open its connections. */
  private static void empty(ModelCamelContext context, RouteDefinition route) throws Exception {
    if (SinkDirectory.GROUP.equals(route.getGroup())) {
      route.clearOutput();
      route.stop();
    } else {
      context.removeRouteDefinition(route);
    }
  }

  /** Where there is an outbox, it takes the place of the sink and gives it what it is to send. */
  private void register(RouteDefinition sink) {
    String id = sink.getRouteId().replaceFirst("^" + SinkDirectory.routeId(""), "");
    sinks.add(id);
    if (withOutbox.contains(id)) {
      sink.getInput().setUri(OutboxSinks.delivery(id));
      sink.setGroup(null);
    }
  }

  private static void checkIds(
      Path file, List<RouteDefinition> before, List<RouteDefinition> loaded)
      throws SinkFileException {
    for (RouteDefinition route : loaded) {
      // Camel lets the later of two routes with one ID take the place of the earlier, unasked
      if (before.stream().anyMatch(other -> other.getRouteId().equals(route.getRouteId()))) {
        throw new SinkFileException(
            file, "there is another route with the id " + route.getRouteId(), null);
      }
    }
  }

  private static void checkSinks(Path file, List<RouteDefinition> found) throws SinkFileException {
    if (found.isEmpty()) {
      throw new SinkFileException(
          file,
          "it has no route with \"group: sink\"; a route that a sink calls belongs in the file of that"
              + " sink",
          null);
    }
    for (RouteDefinition sink : found) {
      String from = sink.getInput().getEndpointUri();
      if (sink.getRouteId() == null) {
        throw new SinkFileException(
            file, "its sink has no id; give it one such as sink-mine", null);
      }
      if (!from.matches("direct:sink-.+") || !from.equals("direct:" + sink.getRouteId())) {
        throw new SinkFileException(
            file,
            "the sink with the id %s begins with %s; a sink has an id such as sink-mine and begins"
                    .formatted(sink.getRouteId(), from)
                + " with direct: and that id",
            null);
      }
    }
  }
}
