package solar.aps.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import solar.aps.sink.Backlog;
import solar.aps.watch.Memories;
import solar.aps.web.Answer;
import solar.aps.web.Pages;
import solar.aps.web.Request;

/** Health and metrics, under {@code /observe}. */
public final class ObservePages implements Pages {
  private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();
  private static final ExpositionFormatWriter PROMETHEUS = PrometheusTextFormatWriter.create();

  private final Health health;
  private final Metrics metrics;

  /**
   * @param memories what the flow did
   * @param sinks gives the IDs of all sinks
   * @param backlogs gives what sinks keep
   * @param clock the time of the flow
   */
  public ObservePages(
      Memories memories,
      Supplier<List<String>> sinks,
      Supplier<? extends Collection<Backlog>> backlogs,
      Clock clock) {
    this.health = new Health(memories, backlogs, clock);
    this.metrics = new Metrics(memories, sinks, backlogs);
  }

  @Override
  public Optional<Answer> at(Request request) throws IOException {
    return switch (request.path()) {
      case "/observe/health", "/observe/health/ready" -> Optional.of(health(health.faults()));
      case "/observe/health/live" -> Optional.of(health(List.of()));
      case "/observe/metrics" ->
          Optional.of(metrics(OPEN_METRICS.accepts(request.accept()) ? OPEN_METRICS : PROMETHEUS));
      default -> Optional.empty();
    };
  }

  /** In the form that Camel and others give it. */
  private static Answer health(List<Health.Fault> faults) {
    boolean up = faults.isEmpty();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", up ? "UP" : "DOWN");
    if (!up) {
      ArrayNode checks = json.putArray("checks");
      faults.forEach(
          fault ->
              checks
                  .addObject()
                  .put("name", fault.check())
                  .put("status", "DOWN")
                  .put("message", fault.words()));
    }
    return Answer.of(up ? 200 : 503, "application/json", json.toString().getBytes(UTF_8));
  }

  private Answer metrics(ExpositionFormatWriter format) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    format.write(text, metrics.collect());
    return Answer.of(200, format.getContentType(), text.toByteArray());
  }
}
