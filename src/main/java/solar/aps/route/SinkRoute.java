package solar.aps.route;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import solar.aps.config.Key;

/**
 * A sink written in Java: a route that takes each {@link solar.aps.generation.GenerationSummary} as
 * its body. A subclass annotated with {@code @AutoService(SinkRoute.class)} is found by itself; it
 * needs a public constructor without arguments, and gets the settings and whatever else is bound in
 * the registry into fields annotated with {@code @BeanInject}. A sink that the settings do not ask
 * for configures no route.
 *
 * <p>An exception makes the reading a dead letter; a sink needs no error handling of its own.
 */
public abstract class SinkRoute extends RouteBuilder {
  /** The exchange property in which a sink leaves the {@link SinkReport} it has to make. */
  public static final String REPORT = "solar.aps.sinkReport";

  /**
   * The keys that are this sink's own. They are asked for at every start, before it is known
   * whether the sink is wanted, so what declares them should not load a large library.
   */
  public List<Key<?>> keys() {
    return List.of();
  }

  /**
   * The beginning of a sink's route.
   *
   * @param id the name of the sink in logs and dead letters
   * @param preview tells what the route would do, for {@code --dry-run}
   */
  protected final RouteDefinition sink(String id, SinkPreview preview) {
    String routeId = SinkDirectory.routeId(id);
    getContext().getRegistry().bind(routeId, SinkPreview.class, preview);
    return from(SinkDirectory.endpoint(id)).routeId(routeId).group(SinkDirectory.GROUP);
  }
}
