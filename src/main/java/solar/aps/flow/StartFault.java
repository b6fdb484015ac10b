package solar.aps.flow;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import solar.aps.sink.yaml.SinkFileException;
import solar.aps.sink.yaml.YamlSinks;

/** Why the flow could not be started, in one line; Camel wraps the reason several times. */
public final class StartFault extends Exception {
  private static final long serialVersionUID = 1L;

  private StartFault(String reason, Exception cause) {
    super("cannot start: " + reason, cause);
  }

  /**
   * The fault behind what {@code context} threw when it was to start.
   *
   * @param mask hides the secrets in a text
   */
  public static StartFault of(Exception thrown, CamelContext context, UnaryOperator<String> mask) {
    return new StartFault(mask.apply(reason(thrown, context)), thrown);
  }

  private static String reason(Exception thrown, CamelContext context) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SinkFileException) {
        return each.getMessage();
      }
      if (each instanceof PropertyBindingException binding) {
        // Camel's own message shows the value, which may be a password
        return "Camel does not take the key %s%s; correct its name or its value"
            .formatted(binding.getOptionPrefix(), binding.getOptionKey());
      }
      Optional<SinkFileException> inFile =
          routeId(each).flatMap(id -> YamlSinks.blame(context, id, thrown));
      if (inFile.isPresent()) {
        return inFile.get().getMessage();
      }
    }
    return YamlSinks.reason(thrown);
  }

  private static Optional<String> routeId(Throwable thrown) {
    if (thrown instanceof FailedToCreateRouteException created) {
      return Optional.ofNullable(created.getRouteId());
    }
    return thrown instanceof FailedToStartRouteException started
        ? Optional.ofNullable(started.getRouteId())
        : Optional.empty();
  }
}
