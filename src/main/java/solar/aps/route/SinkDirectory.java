package solar.aps.route;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * Knows the sinks there are: every route of the group {@code sink}, whoever brought it, Java or
 * YAML. A sink's ID is its route's ID without the prefix {@code sink-}.
 */
public final class SinkDirectory {
  /** The group that makes a route a sink. */
  public static final String GROUP = "sink";

  private static final String PREFIX = "sink-";

  private final CamelContext context;

  /** The sinks of {@code context}, which may be started later. */
  public SinkDirectory(CamelContext context) {
    this.context = context;
  }

  /** The endpoints of all sinks, in the order of their IDs. */
  public List<String> endpoints() {
    return routes().stream().map(route -> route.getEndpoint().getEndpointUri()).toList();
  }

  /** The IDs of all sinks, in order. */
  public List<String> ids() {
    return routes().stream().map(Route::getRouteId).map(SinkDirectory::idOf).toList();
  }

  /** The ID of the sink whose route has this ID. */
  public static String idOf(String routeId) {
    return routeId.startsWith(PREFIX) ? routeId.substring(PREFIX.length()) : routeId;
  }

  /** The ID of the sink that begins at this endpoint. */
  static String idAt(String endpoint) {
    return idOf(endpoint.replaceFirst("^direct:(//)?", ""));
  }

  /** The ID of the route of the sink with this ID. */
  public static String routeId(String sinkId) {
    return PREFIX + sinkId;
  }

  private List<Route> routes() {
    return context.getRoutesByGroup(GROUP).stream()
        .sorted(java.util.Comparator.comparing(Route::getRouteId))
        .toList();
  }
}
