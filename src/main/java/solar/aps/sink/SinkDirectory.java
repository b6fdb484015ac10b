package solar.aps.sink;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * Knows the sinks there are: every route of the group {@code sink}, whoever brought it, Java or
 * YAML. A sink's ID is the name of the endpoint at which its route begins, without the prefix
 * {@code sink-}.
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

  /** The IDs of all sinks, in order. */
  public List<String> ids() {
    return context.getRoutesByGroup(GROUP).stream().map(SinkDirectory::idOf).sorted().toList();
  }

  /** The ID of the route of the sink with this ID. */
  public static String routeId(String sinkId) {
    return PREFIX + sinkId;
  }

  /** The endpoint at which the sink with this ID begins. */
  public static String endpoint(String sinkId) {
    return "direct:" + routeId(sinkId);
  }

  private static String idOf(Route route) {
    String endpoint = route.getEndpoint().getEndpointUri();
    return endpoint.substring(endpoint.indexOf(PREFIX) + PREFIX.length());
  }
}
