package solar.aps.sink.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import solar.aps.RouteTestSupport;
import solar.aps.flow.Flow;
import solar.aps.flow.Plugins;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.SinkDirectory;

/** The sinks that are shipped, as the program loads them. */
class ShippedSinksRouteTest extends RouteTestSupport {
  private static final Path SHIPPED = Path.of("src/main/dist/sinks");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(sink\\.[a-z.-]+)(:?)(.*?)}}");

  @Override
  public void configureContext(CamelContextConfiguration camel) {
    super.configureContext(camel);
    camel.withMockEndpointsAndSkip("(https?|file|jdbc|kafka):.*");
  }

  @Override
  protected CamelContext createCamelContext() throws Exception {
    Main main = new Main();
    String[] settings = {
      "sinks.dir", SHIPPED.toString(),
      "sink.csv.dir", folder.toString(),
      "sink.webhook.url", "http://home.local/readings",
      "sink.postgresql.url", "jdbc:postgresql://home.local/solar",
      "sink.postgresql.user", "aps",
      "sink.postgresql.password", "pa55 w&rd+%",
      "sink.kafka.brokers", "home.local:9092",
      "sink.telegram.token", "12345:AbC_dEf-gh",
      "sink.telegram.chat-id", "-4711"
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
        .isEqualTo(json(SUMMARY));
  }

  @Test
  void theDatabaseGetsTheReadingAsAParameterAndNotInItsStatement() throws Exception {
    MockEndpoint database = getMockEndpoint("mock:jdbc:postgresql");
    database.expectedMessageCount(1);
    database.expectedHeaderReceived("summary", json(SUMMARY));
    database.message(0).body(String.class).contains("SELECT :?summary::jsonb");
    context.start();

    send(SinkDirectory.endpoint("postgresql"), SUMMARY);

    assertThat(database.getExchanges().get(0).getMessage().getBody(String.class))
        .doesNotContain("407000000001");
  }

  @Test
  void tablesThatAreMissingAreMadeAndThenTheReadingIsInserted() throws Exception {
    MockEndpoint database = getMockEndpoint("mock:jdbc:postgresql");
    database.expectedMessageCount(3);
    database.whenExchangeReceived(
        1, fails(new PSQLException("no such table", PSQLState.UNDEFINED_TABLE)));
    context.start();

    assertThat(send(SinkDirectory.endpoint("postgresql"), SUMMARY).getException()).isNull();

    List<String> statements =
        database.getExchanges().stream()
            .map(exchange -> exchange.getMessage().getBody(String.class))
            .toList();
    assertThat(statements.get(1)).contains("CREATE TABLE IF NOT EXISTS aps_reading");
    assertThat(statements.get(2)).isEqualTo(statements.get(0));
    assertThat(letters).isEmpty();
  }

  @Test
  void anyOtherFaultOfTheDatabaseIsAFailureAtOnce() throws Exception {
    MockEndpoint database = getMockEndpoint("mock:jdbc:postgresql");
    database.expectedMessageCount(1);
    database.whenAnyExchangeReceived(
        fails(new PSQLException("the disk is full", PSQLState.UNKNOWN_STATE)));
    context.start();

    assertThat(send(SinkDirectory.endpoint("postgresql"), SUMMARY).getException())
        .hasMessage("the disk is full");
  }

  @Test
  void kafkaGetsTheJsonUnderTheNameOfTheEcu() throws Exception {
    MockEndpoint kafka = getMockEndpoint("mock:kafka:aps-solar");
    kafka.expectedMessageCount(2);
    kafka.expectedHeaderValuesReceivedInAnyOrder("kafka.KEY", "roof", null);
    context.start();

    send(SinkDirectory.endpoint("kafka"), OF_ROOF);
    send(SinkDirectory.endpoint("kafka"), SUMMARY);

    String sent = kafka.getExchanges().get(0).getMessage().getBody(String.class);
    assertThat(sent).isEqualTo(json(OF_ROOF));
    assertThat(services().json().mapper().readValue(sent, GenerationSummary.class))
        .as("read back by a process that takes it from the topic")
        .isEqualTo(OF_ROOF);
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theHeadOfAFileTellsWhatItNeeds(Path file) throws IOException {
    String text = Files.readString(file);
    String head = text.substring(0, text.indexOf("\n- "));

    assertThat(head.lines()).allMatch(line -> line.startsWith("#"));
    assertThat(head).containsSubsequence("\n# Required: ", "\n# Optional: ", "\n# Jars:     ");
    String required = head.substring(head.indexOf("# Required"), head.indexOf("# Optional"));
    String optional = head.substring(head.indexOf("# Optional"), head.indexOf("# Jars"));
    for (MatchResult key : PLACEHOLDER.matcher(text).results().toList()) {
      assertThat(key.group(2).isEmpty() ? required : optional)
          .as(key.group())
          .contains(" " + key.group(1))
          .contains(key.group(3).isEmpty() ? "" : "(" + key.group(3) + ")");
    }
  }

  private String json(GenerationSummary summary) throws Exception {
    return services().json().mapper().writeValueAsString(summary);
  }
}
