package solar.aps;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.config.Loading;
import solar.aps.config.SettingsException;
import solar.aps.deadletter.DeadLetter;
import solar.aps.demo.SettableClock;
import solar.aps.flow.ErrorPolicy;
import solar.aps.generation.EcuReading;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelAggregator;
import solar.aps.generation.PanelReading;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/**
 * A test of a route by itself. A test says what it expects of the mocks, starts Camel, and sends
 * something; in the end every mock must have got what was expected of it. What goes to HTTP or to a
 * file ends in a mock.
 */
public abstract class RouteTestSupport extends CamelTestSupport {
  /** When the readings are taken. */
  protected static final ZonedDateTime NOON =
      ZonedDateTime.parse("2025-06-15T12:00:16+02:00[Europe/Berlin]");

  private static final PanelReading PANEL =
      new PanelReading("407000000001-A", 120, 50.01, 234.0, 50.0, NOON.toLocalDateTime());
  private static final PanelReading SILENT =
      new PanelReading("407000000001-B", null, null, null, null, null);

  /** Two panels, one of them silent. */
  protected static final EcuReading READING = reading(PANEL, SILENT);

  /** What every sink gets of them. */
  protected static final GenerationSummary SUMMARY = summary(READING);

  /** The same of one of several ECUs. */
  protected static final GenerationSummary OF_ROOF = summary("roof", READING);

  /** The same panels when none reports. */
  protected static final GenerationSummary NIGHT = summary(reading(PANEL.missing(), SILENT));

  /** Where letters and the outbox are. */
  @TempDir protected Path folder;

  /** Stands still. */
  protected final SettableClock clock = new SettableClock(NOON.toInstant(), NOON.getZone());

  /** What was given up. */
  protected final List<DeadLetter> letters = new ArrayList<>();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Override
  public void configureTest(TestExecutionConfiguration test) {
    super.configureTest(test);
    test.withUseAdviceWith(true);
  }

  @Override
  public void configureContext(CamelContextConfiguration camel) {
    super.configureContext(camel);
    Properties timers = new Properties();
    timers.putAll(Map.of("aps-solar.poll-timer", "true", "aps-solar.timers", "true"));
    camel
        .withMockEndpointsAndSkip("(https?|file):.*")
        .withUseOverridePropertiesWithPropertiesComponent(timers);
  }

  @AfterEach
  void everyMockGotWhatWasExpected() throws InterruptedException {
    MockEndpoint.assertIsSatisfied(context);
  }

  /** Services with these keys and values set, for the routes of this test. */
  protected final Services services(String... keysAndValues) throws SettingsException {
    List<String> all = new ArrayList<>(List.of(keysAndValues));
    all.addAll(List.of("dead-letter.dir", folder.resolve("dead-letter").toString()));
    all.addAll(List.of("data.dir", folder.resolve("data").toString()));
    return Services.of(
        Loading.settings(all.toArray(String[]::new))
            .with(ErrorPolicy.RETRY_DELAY, Duration.ofMillis(1)),
        clock,
        false,
        new Output(out),
        letters::add);
  }

  /** What was printed. */
  protected final String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Sends a body; a failure is in the exchange. */
  protected final Exchange send(String endpoint, Object body) {
    return template.send(endpoint, exchange -> exchange.getMessage().setBody(body));
  }

  /** What a mock does that stands for something that fails. */
  protected static Processor fails(Exception failure) {
    return exchange -> {
      throw failure;
    };
  }

  private static EcuReading reading(PanelReading... panels) {
    return new EcuReading(
        "http://192.168.1.102/cgi-bin/parameters", NOON, List.of(panels), List.of());
  }

  private static GenerationSummary summary(EcuReading reading) {
    return summary(null, reading);
  }

  private static GenerationSummary summary(String ecu, EcuReading reading) {
    return new PanelAggregator(ecu, false, OptionalInt.empty()).summarise(reading);
  }
}
