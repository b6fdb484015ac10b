package solar.aps.sink.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.flow.Flow;
import solar.aps.flow.Plugins;
import solar.aps.sink.SinkDirectory;

/** The two sinks that are shipped as examples, as the program loads them. */
class ShippedSinksRouteTest extends RouteTestSupport {
  @Override
  protected CamelContext createCamelContext() throws Exception {
    Main main = new Main();
    String[] settings = {
      "sinks.dir", Path.of("src/main/dist/sinks").toString(),
      "sink.csv.dir", folder.toString(),
      "sink.webhook.url", "http://home.local/readings"
    };
    new Flow(services(settings), Plugins.find()).installSinks(main);
    main.init();
    return main.getCamelContext();
  }

  @Test
  void theCsvExampleAppendsALineWithAnEmptyFieldForWhatIsNotKnown() throws Exception {
    MockEndpoint file = getMockEndpoint("mock:file:" + folder);
    file.expectedBodiesReceived(
        "2025-06-15T12:00:16,1,120,234.0,50.0,50.01", "2025-06-15T12:00:16,0,0,,,");
    context.start();

    send(SinkDirectory.endpoint("csv"), SUMMARY);
    send(SinkDirectory.endpoint("csv"), NIGHT);
  }

  @Test
  void theWebhookExamplePostsTheReadingAsJsonWithNoHeaderOfBefore() throws Exception {
    MockEndpoint web = getMockEndpoint("mock:http:home.local/readings");
    web.expectedMessageCount(1);
    web.expectedHeaderReceived(Exchange.CONTENT_TYPE, "application/json");
    web.message(0).header(Exchange.HTTP_QUERY).isNull();
    context.start();

    template.sendBodyAndHeader(
        SinkDirectory.endpoint("webhook"), SUMMARY, Exchange.HTTP_QUERY, "old=1");

    assertThat(web.getExchanges().get(0).getMessage().getBody(String.class))
        .isEqualTo(services().json().mapper().writeValueAsString(SUMMARY));
  }
}
