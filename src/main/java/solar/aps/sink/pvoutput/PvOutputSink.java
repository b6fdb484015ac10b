package solar.aps.sink.pvoutput;

import com.google.auto.service.AutoService;
import java.time.Clock;
import java.util.List;
import org.apache.camel.BeanInject;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;
import solar.aps.route.DeadLetter;
import solar.aps.route.DeadLetterFolder;
import solar.aps.route.Flow;
import solar.aps.route.SinkReport;
import solar.aps.route.SinkRoute;

/**
 * Publishes every reading to PVOutput.org: its status is put into the outbox first, and then the
 * outbox is delivered. Apart from polling, a timer goes on with what is left. At night, with no
 * panel reporting, there is nothing to publish.
 */
@AutoService(SinkRoute.class)
public final class PvOutputSink extends SinkRoute {
  /** The ID of this sink. */
  public static final String ID = "pvoutput";

  /** Why nothing is published at night. */
  static final String NIGHT = "no panel is reporting";

  private static final String DELIVERY = "direct:pvoutput-delivery";

  @BeanInject("settings")
  Settings settings;

  @BeanInject("clock")
  Clock clock;

  @BeanInject("summaryJson")
  SummaryJson json;

  @BeanInject("deadLetters")
  DeadLetterFolder letters;

  @Override
  public List<Key<?>> keys() {
    return PvOutputSettings.KEYS;
  }

  @Override
  public void configure() throws Exception {
    PvOutputSettings ours = PvOutputSettings.of(settings);
    if (!ours.publish()) {
      String why = "pvoutput.publish=no";
      sink(ID, summary -> PublishingPreview.nothing(why))
          .setProperty(REPORT, constant(skipped(why)));
      return;
    }
    Publisher publisher =
        new Publisher(
            settings,
            clock,
            json.mapper(),
            letters,
            new Calls(getContext().createProducerTemplate()));
    getContext().addService(publisher);
    getContext().getRegistry().bind("pvoutputBacklog", publisher);

    sink(ID, new PublishingPreview(ours, clock))
        .filter()
        .body(GenerationSummary.class, summary -> summary.receivedCount() == 0)
        .setProperty(REPORT, constant(skipped(NIGHT)))
        .stop()
        .end()
        .process(
            exchange ->
                exchange.setProperty(
                    REPORT,
                    publisher.publish(exchange.getMessage().getBody(GenerationSummary.class))));

    from("timer:pvoutput-delivery?delay=15s&period=15s")
        .routeId("pvoutput-rest")
        .autoStartup(Flow.TIMERS)
        .setProperty(DeadLetter.WHAT, constant(ID))
        .to(DELIVERY);

    from(DELIVERY).routeId("pvoutput-delivery").process(exchange -> publisher.deliver());

    configureCall(ours);
  }

  /** Sends the body to the page named in the header, and gives a {@link PvOutputAnswer}. */
  private void configureCall(PvOutputSettings ours) {
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
        .process(exchange -> HttpAnswers.read(exchange, settings::masked))
        .doCatch(Exception.class)
        .process(exchange -> HttpAnswers.explain(exchange, settings::masked))
        .doFinally()
        .removeHeaders("*")
        .end();
  }

  private static SinkReport skipped(String why) {
    return SinkReport.skipped("Publishing skipped (" + why + ").");
  }
}
