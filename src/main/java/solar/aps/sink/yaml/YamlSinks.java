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

/**
 * The sinks that users wrote, and the sources that hand summaries over: every YAML file of a
 * folder. They are loaded one by one, so that a broken one can be named.
 */
public final class YamlSinks extends RouteBuilder {
  /** The folder of sinks written in YAML; empty: none. */
  public static final Key<Path> DIR = Key.of("sinks.dir", Locations::existingFolder);

  /** The group that makes a route a source. */
  public static final String SOURCES = "source";

  /** Whether sources hand anything over: a placeholder for Camel. */
  private static final String SOURCES_RUN = "{{aps-solar.sources}}";

  /** After every other route; and in the end they stop before these. */
  private static final int FIRST_START_OF_SOURCES = 1_000_000;

  private final Path folder;
  private final Set<String> withOutbox;
  private final boolean dry;

  /** The IDs of the sinks that were found. */
  private final Set<String> sinks = new TreeSet<>();

  /** The names of the sources that were found. */
  private final Set<String> sources = new TreeSet<>();

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
    Set<String> missing = new TreeSet<>(withOutbox);
    missing.removeAll(sinks);
    if (!missing.isEmpty()) {
      throw new IOException(
          "sinks.outbox names %s, and the files of %s have the sinks %s; name only those, for a sink that is built in keeps its readings by itself"
              .formatted(String.join(", ", missing), folder, String.join(", ", sinks)));
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
      return "it needs %s, which is not there; put the jar that has it into lib/ext"
          .formatted(message);
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
    RouteRules.check(file, before, loaded);
    for (RouteDefinition route : loaded) {
      if (RouteRules.isSource(route)) {
        registerSource(route);
      } else if (RouteRules.isSink(route)) {
        register(route);
      }
    }
    checkCircles(file);
    if (dry) {
      for (RouteDefinition route : loaded) {
        empty(context, route);
      }
    }
  }

  /** A route that is only not started would still open its connections. */
  private static void empty(ModelCamelContext context, RouteDefinition route) throws Exception {
    if (RouteRules.isSink(route)) {
      route.clearOutput();
      route.stop();
    } else {
      context.removeRouteDefinition(route);
    }
  }

  /** Where there is an outbox, it takes the place of the sink and gives it what it is to send. */
  private void register(RouteDefinition sink) {
    String id = RouteRules.sinkId(sink);
    sinks.add(id);
    if (withOutbox.contains(id)) {
      sink.getInput().setUri(OutboxSinks.delivery(id));
      sink.setGroup(null);
    }
  }

  private void registerSource(RouteDefinition source) {
    // what it hands over needs all the others
    source.startupOrder(FIRST_START_OF_SOURCES + sources.size());
    source.autoStartup(SOURCES_RUN);
    sources.add(RouteRules.sourceName(source));
  }

  /** A summary that goes back to where it came from would come again, and for ever. */
  private void checkCircles(Path file) throws SinkFileException {
    for (String name : sources) {
      if (sinks.contains(name)) {
        throw new SinkFileException(
            file,
            "%s is a sink and a source here, so that a reading would go in a circle for ever; let one process do the one and another the other, or give one of the two another id"
                .formatted(name),
            null);
      }
    }
  }
}
