package solar.aps.sink.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkDirectory;
import solar.aps.sink.SinkReport;

/** Every reading is posted to PVOutput as a status; what it does not take waits for the timer. */
class PvOutputSinkRouteTest extends RouteTestSupport {
  private static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c";
  private static final String STATUS = "d=20250615&t=12%3A00&v2=120&v5=50.0&v6=234.0";

  @Test
  void aReadingIsPostedAsAStatusAndTheAnswerReported() throws Exception {
    start();
    answers(200, "OK 200: Added Status");
    pvOutput().expectedBodiesReceived(STATUS);
    pvOutput().expectedHeaderReceived(Exchange.HTTP_PATH, "addstatus.jsp");
    pvOutput().expectedHeaderReceived("Content-Type", "application/x-www-form-urlencoded");
    pvOutput().expectedHeaderReceived("X-Pvoutput-Apikey", KEY);
    pvOutput().expectedHeaderReceived("X-Pvoutput-SystemId", "31415");
    pvOutput().expectedHeaderReceived("X-Rate-Limit", "1");

    assertThat(publish(SUMMARY))
        .isEqualTo(
            SinkReport.delivered(
                "PVOutput response: OK 200: Added Status", "published OK 200, outbox 0"));
  }

  @Test
  void whatIsNotTakenNowIsPostedAgainAtATickOfTheTimer() throws Exception {
    start();
    answers(503, "Service Unavailable");
    pvOutput().expectedBodiesReceived(STATUS, STATUS);

    assertThat(publish(SUMMARY).fate()).isEqualTo(SinkReport.Fate.WAITING);
    assertThat(folder.resolve("data/outbox/pvoutput/2025-06-15T12-00.json")).exists();
    clock.pass(Duration.ofMinutes(15));
    answers(200, "OK 200: Added Status");
    template.sendBody("direct:tick", null);

    assertThat(folder.resolve("data/outbox/pvoutput/2025-06-15T12-00.json")).doesNotExist();
  }

  @Test
  void atNightNothingIsPosted() throws Exception {
    start();
    pvOutput().expectedMessageCount(0);

    assertThat(publish(NIGHT).fate()).isEqualTo(SinkReport.Fate.SKIPPED);
  }

  /** With the test in the timer's place. */
  private void start() throws Exception {
    PvOutputSink sink = new PvOutputSink();
    sink.use(
        services(
            "pvoutput.publish", "true",
            "pvoutput.url", "http://pvoutput.local",
            "pvoutput.api-key", KEY,
            "pvoutput.system-id", "31415"));
    context.addRoutes(sink);
    AdviceWith.adviceWith(context, "pvoutput-rest", route -> route.replaceFromWith("direct:tick"));
    context.start();
  }

  private MockEndpoint pvOutput() {
    return getMockEndpoint("mock:http:pvoutput.local/service/r2/");
  }

  private void answers(int status, String text) {
    pvOutput()
        .whenAnyExchangeReceived(
            call -> {
              call.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
              call.getMessage().setBody(text);
            });
  }

  private SinkReport publish(GenerationSummary summary) {
    return send(SinkDirectory.endpoint("pvoutput"), summary)
        .getProperty(Sink.REPORT, SinkReport.class);
  }
}
