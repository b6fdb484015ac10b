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
  private static final String SYSTEM = "direct:pvoutput-system";

  /** The endpoint that sends the body to the page named in a header: for an answer of PVOutput. */
  static final String CALL = "direct:pvoutput-call";

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
    Publisher publisher = new Publisher(settings, clock, json.mapper(), letters);
    getContext().addService(publisher);
    getContext().getRegistry().bind("pvoutputBacklog", publisher);
    configureSink(publisher, new PublishingPreview(ours, clock));
    configureDelivery(publisher);
    configureCall(ours);
  }

  private void configureSink(Publisher publisher, PublishingPreview preview) {
    sink(ID, preview)
        .filter()
        .body(GenerationSummary.class, summary -> summary.receivedCount() == 0)
        .setProperty(REPORT, constant(skipped(NIGHT)))
        .stop()
        .end()
        .setProperty(Publisher.SUMMARY, body())
        // what an earlier call left must not reach PVOutput
        .removeHeaders("*")
        .filter(exchange -> publisher.needsInterval())
        .to(SYSTEM)
        .end()
        .process(publisher::accept)
        .to(DELIVERY)
        .process(publisher::report);
  }

  private void configureDelivery(Publisher publisher) {
    from("timer:pvoutput-delivery?delay=15s&period=15s")
        .routeId("pvoutput-rest")
        .autoStartup(Flow.TIMERS)
        .setProperty(DeadLetter.WHAT, constant(ID))
        .to(DELIVERY);

    from(DELIVERY)
        .routeId("pvoutput-delivery")
        .errorHandler(noErrorHandler())
        .process(publisher::begin)
        .loopDoWhile(publisher::next)
        .to(CALL)
        .process(publisher::settle)
        .end();

    from(SYSTEM)
        .routeId("pvoutput-system")
        .errorHandler(noErrorHandler())
        .process(Publisher::askForSystem)
        .to(CALL)
        .process(publisher::learnInterval);
  }

  /** Sends the body to the page named in the header, and gives a {@link PvOutputAnswer}. */
  private void configureCall(PvOutputSettings ours) {
    from(CALL)
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
