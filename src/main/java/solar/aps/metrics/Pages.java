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
import java.util.List;

/** What is served under which path. */
final class Pages {
  private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();
  private static final ExpositionFormatWriter PROMETHEUS = PrometheusTextFormatWriter.create();

  private final Health health;
  private final Metrics metrics;

  Pages(Health health, Metrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * @param accept the types that the client takes
   */
  Answer at(String path, String accept) throws IOException {
    return switch (path) {
      case "/observe/health", "/observe/health/ready" -> health(health.faults());
      case "/observe/health/live" -> health(List.of());
      case "/observe/metrics" -> metrics(OPEN_METRICS.accepts(accept) ? OPEN_METRICS : PROMETHEUS);
      default ->
          Answer.line(404, "nothing is here; look at /observe/health or at /observe/metrics");
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
    return new Answer(up ? 200 : 503, "application/json", json.toString().getBytes(UTF_8));
  }

  private Answer metrics(ExpositionFormatWriter format) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    format.write(text, metrics.collect());
    return new Answer(200, format.getContentType(), text.toByteArray());
  }
}
