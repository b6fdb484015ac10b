package solar.aps.sink.pvoutput;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.RouteDefinition;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.route.SinkRoute;

/** Publishes every reading to PVOutput.org. At night, with no panel reporting, nothing is sent. */
@AutoService(SinkRoute.class)
public final class PvOutputSink extends SinkRoute {
  /** The ID of this sink. */
  public static final String ID = "pvoutput";

  @BeanInject Settings settings;

  @Override
  public void configure() {
    RouteDefinition route = sink(ID);
    if (settings.pvOutput().publish()) {
      publish(route, settings.pvOutput());
    } else {
      route.setProperty(ANSWER, constant("Publishing skipped (pvoutput.publish=no)."));
    }
  }

  private void publish(RouteDefinition route, Settings.PvOutput pvOutput) {
    route
        .filter()
        .body(GenerationSummary.class, summary -> summary.receivedCount() == 0)
        .setProperty(ANSWER, constant("Publishing skipped (no panel is reporting)."))
        .stop()
        .end()
        .setBody()
        .body(GenerationSummary.class, summary -> Status.of(summary, pvOutput).form())
        // what an earlier call left must not reach PVOutput
        .removeHeaders("*")
        .setHeader(Exchange.CONTENT_TYPE, constant("application/x-www-form-urlencoded"))
        // read from the settings at each call: a constant would stand in every dump of the routes
        .setHeader("X-Pvoutput-Apikey", () -> pvOutput.apiKey().value())
        .setHeader("X-Pvoutput-SystemId", pvOutput::systemId)
        .doTry()
        .to(
            pvOutput.url()
                + "/service/r2/addstatus.jsp?httpMethod=POST&contentTypeCharsetEnabled=false")
        .process(PvOutputSink::taken)
        .doCatch(HttpOperationFailedException.class, IOException.class)
        .process(this::refused)
        .doFinally()
        .removeHeaders("*")
        .end();
  }

  private static void taken(Exchange exchange) {
    String words = PvOutputAnswer.words(200, exchange.getMessage().getBody(String.class));
    exchange.setProperty(ANSWER, response(words));
  }

  private void refused(Exchange exchange) throws PvOutputException {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (cause instanceof HttpOperationFailedException answer) {
      String words = PvOutputAnswer.words(answer.getHttpResponseCode(), answer.getResponseBody());
      exchange.setProperty(ANSWER, response(words));
      throw new PvOutputException(
          "PVOutput answered %s. %s"
              .formatted(words, PvOutputAnswer.advice(answer.getHttpResponseCode(), words)),
          cause);
    }
    throw new PvOutputException(
        "%s gave no answer (%s). Check the internet connection; the next readings are sent by themselves"
            .formatted(settings.pvOutput().url(), cause.getMessage()),
        cause);
  }

  private static String response(String words) {
    return "PVOutput response: " + words;
  }
}
