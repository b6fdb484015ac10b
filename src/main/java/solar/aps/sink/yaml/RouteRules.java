package solar.aps.sink.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.model.RouteDefinition;
import solar.aps.sink.SinkDirectory;

/** What is asked of the routes in a file: those that are sinks, sources, or called by one. */
final class RouteRules {
  private static final String SOURCE_PREFIX = "source-";

  private RouteRules() {}

  static boolean isSink(RouteDefinition route) {
    return SinkDirectory.GROUP.equals(route.getGroup());
  }

  static boolean isSource(RouteDefinition route) {
    return YamlSinks.SOURCES.equals(route.getGroup());
  }

  /** The ID of a sink, without what its route has before it. */
  static String sinkId(RouteDefinition sink) {
    return sink.getRouteId().replaceFirst("^" + SinkDirectory.routeId(""), "");
  }

  /** The name of a source, without what its route has before it. */
  static String sourceName(RouteDefinition source) {
    return source.getRouteId().replaceFirst("^" + SOURCE_PREFIX, "");
  }

  /**
   * Checks the routes of a file.
   *
   * @param before those of the program and of the files before it
   * @throws SinkFileException if one is not as it must be
   */
  static void check(Path file, List<RouteDefinition> before, List<RouteDefinition> loaded)
      throws SinkFileException {
    for (RouteDefinition route : loaded) {
      // Camel lets the later of two routes with one ID take the place of the earlier, unasked
      if (before.stream().anyMatch(other -> other.getRouteId().equals(route.getRouteId()))) {
        throw new SinkFileException(
            file, "there is another route with the id " + route.getRouteId(), null);
      }
    }
    Predicate<RouteDefinition> isSink = RouteRules::isSink;
    if (loaded.stream().noneMatch(isSink.or(RouteRules::isSource))) {
      throw new SinkFileException(
          file,
          "it has no route with \"group: sink\" or \"group: source\"; a route that a sink calls belongs"
              + " in the file of that sink",
          null);
    }
    for (RouteDefinition route : loaded) {
      if (isSink(route)) {
        checkSink(file, route);
      } else if (isSource(route)) {
        checkSource(file, route);
      }
    }
  }

  private static void checkSink(Path file, RouteDefinition sink) throws SinkFileException {
    String from = sink.getInput().getEndpointUri();
    if (sink.getRouteId() == null) {
      throw new SinkFileException(file, "its sink has no id; give it one such as sink-mine", null);
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

  private static void checkSource(Path file, RouteDefinition source) throws SinkFileException {
    if (source.getRouteId() == null || !source.getRouteId().matches(SOURCE_PREFIX + ".+")) {
      throw new SinkFileException(
          file,
          "its source has the id %s; give it one such as source-mine"
              .formatted(source.getRouteId()),
          null);
    }
  }
}
