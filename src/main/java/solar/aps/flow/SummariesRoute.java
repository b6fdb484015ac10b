package solar.aps.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;
import solar.aps.plugin.Services;
import solar.aps.sink.yaml.YamlSinks;

/**
 * Takes the summaries that sources in YAML hand over, and gives them to the sinks as a poll does.
 * Whoever hands one over waits until the sinks have dealt with it, so that what comes from a queue
 * is not done with before.
 */
public final class SummariesRoute extends RouteBuilder {
  /** The endpoint for a summary, or for its JSON. */
  static final String SUMMARIES = "direct:summaries";

  /** Why no ECU is asked. */
  public static final String NOTHING_IS_READ = "ecu.source=none";

  /** What is wrong where no ECU is asked, and nothing else has readings. */
  static final String NO_SOURCE =
      NOTHING_IS_READ
          + ", and there is nothing that hands readings over: put a YAML file with a route of"
          + " \"group: source\" into the folder of sinks.dir, such as kafka-source.yaml";

  private final Services services;
  private final SummaryJson json;
  private final boolean sourceNeeded;
  private final CycleReport report;
  private final FlowListener listener;

  /**
   * @param sourceNeeded whether there is nothing else from which a summary could come
   * @param report gets how each cycle went
   * @param listener gets how each cycle ended
   */
  SummariesRoute(
      Services services, boolean sourceNeeded, CycleReport report, FlowListener listener) {
    this.services = services;
    this.json = services.json();
    this.sourceNeeded = sourceNeeded;
    this.report = report;
    this.listener = listener;
  }

  @Override
  public void configure() {
    if (sourceNeeded && !isThereASource()) {
      throw new IllegalStateException(NO_SOURCE);
    }
    from(SUMMARIES)
        .routeId("summaries")
        .process(this::read)
        .to(FanOutRoute.FAN_OUT)
        .setProperty(CycleOutcome.PROPERTY, body())
        .bean(report)
        .process(this::tell);
  }

  private boolean isThereASource() {
    return ((ModelCamelContext) getContext())
        .getRouteDefinitions().stream()
            .anyMatch(route -> YamlSinks.SOURCES.equals(route.getGroup()));
  }

  private void read(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    GenerationSummary summary =
        message.getBody() instanceof GenerationSummary ready ? ready : parse(message);
    if (summary.ecu() != null && !CommonKeys.isEcuName(summary.ecu())) {
      throw noSummary("the name of its ECU is none; one has small letters, digits and dashes");
    }
    message.setBody(services.withMoment(summary));
  }

  private GenerationSummary parse(Message message) throws IOException {
    byte[] text = message.getBody(byte[].class);
    try {
      return json.summary(json.mapper().readTree(text == null ? new byte[0] : text));
    } catch (JsonProcessingException e) {
      // without the place in the text, which the letter has whole
      throw noSummary(e.getOriginalMessage());
    } catch (IOException e) {
      throw noSummary(e.getMessage());
    }
  }

  private static IOException noSummary(String found) {
    return new IOException(
        "what a source handed over is no reading: %s. It must be the JSON that the sink kafka sends; look for what else writes to where the source reads"
            .formatted(found));
  }

  private void tell(Exchange exchange) {
    CycleOutcome outcome = CycleOutcome.of(exchange);
    String ecu = CommonKeys.name(outcome.summary().ecu());
    listener.cycleEnded(ecu, Optional.of(outcome));
  }
}
