package solar.aps.sink.influxdb;

import com.google.auto.service.AutoService;
import java.util.List;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.outbox.Answer;
import solar.aps.outbox.DurableSink;
import solar.aps.sink.Sink;

/**
 * Writes every reading to InfluxDB 1, 2 or 3, to VictoriaMetrics, or to whatever else takes the
 * line protocol over HTTP.
 */
@AutoService(Sink.class)
public final class InfluxDbSink extends DurableSink {
  /** Some hundred lines of a house, 4,530 of an ECU with 100 panels; servers like 5,000 at most. */
  private static final int READINGS_A_WRITE = 30;

  /** A comment: a write without a point is checked as any other is. */
  private static final List<String> NO_POINT = List.of("# aps-solar --check");

  private Calls calls;

  /** Found by itself. */
  public InfluxDbSink() {
    super("influxdb");
  }

  @Override
  public String title() {
    return "InfluxDB";
  }

  @Override
  public List<Key<?>> keys() {
    return InfluxDbSettings.KEYS;
  }

  @Override
  public boolean isOn(Settings settings) {
    return settings.find(InfluxDbSettings.URL).isPresent();
  }

  @Override
  public boolean wantsEnergy(Settings settings) {
    return true;
  }

  @Override
  protected void configureCalls() {
    InfluxDbSettings ours = ours();
    Replies replies = new Replies(services().json().mapper(), services().settings()::masked);
    calls = new Calls(getContext().createProducerTemplate(), ours);

    from(Calls.CALL)
        .routeId("influxdb-call")
        .errorHandler(noErrorHandler())
        // read from the settings at each call: a constant would stand in every dump of the routes
        .process(call -> Calls.authorize(call, ours()))
        .doTry()
        // a refusal is an answer like any other here
        .to(ours.url() + "/?throwExceptionOnFailure=false&contentTypeCharsetEnabled=false")
        .process(replies::read)
        .doCatch(Exception.class)
        .process(replies::explain)
        .doFinally()
        .removeHeaders("*")
        .end();
  }

  private InfluxDbSettings ours() {
    return InfluxDbSettings.of(services().settings());
  }

  @Override
  protected int batchSize() {
    return READINGS_A_WRITE;
  }

  @Override
  protected Answer send(List<GenerationSummary> summaries) {
    return calls.write(lines(summaries)).answer();
  }

  private List<String> lines(List<GenerationSummary> summaries) {
    String prefix = ours().measurementPrefix();
    return summaries.stream()
        .flatMap(
            summary -> LineProtocol.of(summary, prefix, services().layout(summary.ecu())).stream())
        .toList();
  }

  @Override
  public String preview(GenerationSummary summary) {
    InfluxDbSettings ours = ours();
    return "send:\nPOST %s\n%sContent-Type: %s\n\n%s"
        .formatted(
            ours.target(),
            ours.authorization().map(secret -> "Authorization: " + secret + "\n").orElse(""),
            Calls.CONTENT_TYPE,
            String.join("\n", lines(List.of(summary))));
  }

  /** InfluxDB 3 would make the database that a write names, so it is only asked who it is. */
  @Override
  protected List<Finding> look() {
    String key = InfluxDbSettings.URL.name();
    Reply ping = calls.ping();
    if (ping.isOfVersion3()) {
      return List.of(
          Finding.good(
              Link.SINK,
              key,
              "InfluxDB %s answers at %s; whether the token may write there, only a reading shows, and the database is made then"
                  .formatted(ping.version(), ours().url())));
    }
    Reply write = ping.status() == 0 ? ping : calls.write(NO_POINT);
    return List.of(
        write.takesLines()
            ? Finding.good(Link.SINK, key, "readings are taken at " + ours().target())
            : Finding.bad(Link.SINK, key, write.answer().words()));
  }
}
