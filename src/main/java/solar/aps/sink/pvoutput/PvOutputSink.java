package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.Key;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Backlog;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkReport;

/**
 * Publishes every reading to PVOutput.org: its status is put into the outbox first, and then the
 * outbox is delivered. Apart from polling, a timer goes on with what is left. At night, with no
 * panel reporting, there is nothing to publish.
 */
@AutoService(Sink.class)
public final class PvOutputSink extends Sink {
  /** The ID of this sink. */
  public static final String ID = "pvoutput";

  /** Why nothing is published at night. */
  static final String NIGHT = "no panel is reporting";

  private static final String NOT_PUBLISHING = "pvoutput.publish=no";
  private static final String DELIVERY = "direct:pvoutput-delivery";

  private PvOutputSettings ours;
  private Publisher publisher;
  private Returns returns;

  /** Found by itself. */
  public PvOutputSink() {
    super(ID);
  }

  @Override
  public List<Key<?>> keys() {
    return PvOutputSettings.KEYS;
  }

  @Override
  public void configure() throws Exception {
    ours = PvOutputSettings.of(services().settings());
    if (!ours.publish()) {
      fromReadings().setProperty(REPORT, constant(skipped(NOT_PUBLISHING)));
      return;
    }
    publisher = new Publisher(services(), calls());
    getContext().addService(publisher);

    fromReadings()
        .filter()
        .body(GenerationSummary.class, summary -> summary.receivedCount() == 0)
        .setProperty(REPORT, constant(skipped(NIGHT)))
        .stop()
        .end()
        .process(this::publish);

    from("timer:pvoutput-delivery?delay=15s&period=15s")
        .routeId("pvoutput-rest")
        .autoStartup(TIMERS)
        .setProperty(DeadLetter.WHAT, constant(ID))
        .to(DELIVERY);

    from(DELIVERY).routeId("pvoutput-delivery").process(exchange -> publisher.deliver());

    configureCall();
  }

  private void publish(Exchange exchange) throws OutboxInUseException {
    GenerationSummary summary = exchange.getMessage().getBody(GenerationSummary.class);
    exchange.setProperty(REPORT, publisher.publish(summary));
  }

  private Calls calls() {
    return new Calls(getContext().createProducerTemplate());
  }

  /** Sends the body to the page named in the header, and gives a {@link PvOutputAnswer}. */
  private void configureCall() {
    from(Calls.CALL)
        .routeId("pvoutput-call")
        .errorHandler(noErrorHandler())
        // read from the settings at each call: a constant would stand in every dump of the routes
        .process(exchange -> exchange.getMessage().getHeaders().putAll(Request.headers(ours)))
        .doTry()
        // a refusal is an answer like any other here, and its headers count
        .to(
            ours.url()
                + Request.FOLDER
                + "?httpMethod=POST&throwExceptionOnFailure=false"
                + "&contentTypeCharsetEnabled=false")
        .process(exchange -> HttpAnswers.read(exchange, services().settings()::masked))
        .doCatch(Exception.class)
        .process(exchange -> HttpAnswers.explain(exchange, services().settings()::masked))
        .doFinally()
        .removeHeaders("*")
        .end();
  }

  @Override
  public String preview(GenerationSummary summary) {
    return ours.publish()
        ? new PublishingPreview(ours, services().clock()).of(summary)
        : PublishingPreview.nothing(NOT_PUBLISHING);
  }

  @Override
  public List<Finding> check() {
    return ours.publish()
        ? new PvOutputCheck(services(), calls()).findings()
        : List.of(Finding.notTried(Link.PVOUTPUT, PvOutputCheck.SERVICE, NOT_PUBLISHING));
  }

  @Override
  public Optional<Backlog> backlog() {
    return Optional.ofNullable(publisher);
  }

  /** A status goes back into the outbox, and so does that of a reading. */
  @Override
  public Optional<String> takeBack(JsonNode body) throws Exception {
    if (returns == null) {
      returns = new Returns(services());
      getContext().addService(returns);
    }
    return Optional.of(returns.take(body));
  }

  private static SinkReport skipped(String why) {
    return SinkReport.skipped("Publishing skipped (" + why + ").");
  }
}
