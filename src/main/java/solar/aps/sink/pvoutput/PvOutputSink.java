package solar.aps.sink.pvoutput;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Secret;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.generation.GenerationSummary;
import solar.aps.outbox.OutboxInUseException;
import solar.aps.outbox.Worker;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkReport;

/**
 * Publishes every reading to PVOutput.org: its status is put into the outbox first, and then the
 * outbox is delivered. What is left is looked at again between the polls. At night, with no panel
 * reporting, there is nothing to publish.
 */
@AutoService(Sink.class)
public final class PvOutputSink extends Sink {
  private static final Logger LOG = LoggerFactory.getLogger(PvOutputSink.class);

  /** The ID of this sink. */
  public static final String ID = "pvoutput";

  /** Why nothing is published at night. */
  static final String NIGHT = "no panel is reporting";

  private static final String NOT_PUBLISHING = "pvoutput.publish=no";
  private static final String DELIVERY = "direct:pvoutput-delivery";
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** By the name of the ECU; none where nothing is published. */
  private final Map<String, Publisher> publishers = new LinkedHashMap<>();

  private final Map<String, Returns> returns = new HashMap<>();
  private final Worker worker = new Worker("pvoutput-rest");
  private ProducerTemplate camel;
  private boolean timers;

  /** Found by itself. */
  public PvOutputSink() {
    super(ID);
  }

  @Override
  public String title() {
    return "PVOutput";
  }

  @Override
  public List<Key<?>> keys() {
    return PvOutputSettings.KEYS;
  }

  @Override
  public boolean wantsEnergy(Settings settings) {
    return PvOutputSettings.of(settings).sendEnergy();
  }

  @Override
  public void configure() throws Exception {
    Map<Secret, Account> accounts = new HashMap<>();
    for (String ecu : CommonKeys.ecus(services().settings())) {
      PvOutputSettings ours = ours(ecu);
      if (ours.publish()) {
        Account account = accounts.computeIfAbsent(ours.apiKey(), key -> new Account());
        publishers.put(ecu, new Publisher(services().of(ecu), label(ecu), calls(ours), account));
      }
    }
    if (publishers.isEmpty()) {
      fromReadings().setProperty(REPORT, constant(skipped(NOT_PUBLISHING)));
      return;
    }
    for (Publisher publisher : publishers.values()) {
      getContext().addService(publisher);
    }
    timers = Boolean.parseBoolean(getContext().resolvePropertyPlaceholders(TIMERS));
    camel = getContext().createProducerTemplate();
    getContext().addService(worker);
    warnOfStrays();

    fromReadings()
        .process(
            exchange -> checkKnown(ecu(exchange.getMessage().getBody(GenerationSummary.class))))
        .choice()
        .when()
        .body(GenerationSummary.class, summary -> !publishers.containsKey(ecu(summary)))
        .setProperty(REPORT, constant(skipped(NOT_PUBLISHING)))
        .when()
        .body(GenerationSummary.class, summary -> summary.receivedCount() == 0)
        .setProperty(REPORT, constant(skipped(NIGHT)))
        .otherwise()
        .process(this::publish);

    // what an earlier run has left
    from("timer:outbox?delay=15s&repeatCount=1")
        .routeId("pvoutput-rest")
        .autoStartup(TIMERS)
        .to(DELIVERY);

    from(DELIVERY)
        .routeId("pvoutput-delivery")
        .setProperty(DeadLetter.WHAT, constant(ID))
        .process(exchange -> publishers.values().forEach(Publisher::deliver))
        .process(exchange -> comeBack());

    configureCall();
  }

  private void warnOfStrays() {
    List<String> names = CommonKeys.ecus(services().settings()).stream().map(this::label).toList();
    Path dataDir = services().settings().get(CommonKeys.DATA_DIR);
    StatusOutbox.strays(dataDir, names)
        .forEach(
            folder ->
                LOG.warn(
                    "{} holds statuses that nobody sends: no ECU has that name now. End this program,"
                        + " move its files into {}, and start again; or delete it",
                    folder,
                    names.stream()
                        .map(name -> StatusOutbox.folder(dataDir, name).toString())
                        .collect(joining(" or "))));
  }

  private PvOutputSettings ours(String ecu) {
    return PvOutputSettings.of(services().settings().of(ecu));
  }

  /** Its name where there are several, or null. */
  private String label(String ecu) {
    return CommonKeys.label(services().settings(), ecu);
  }

  private static String ecu(GenerationSummary summary) {
    return CommonKeys.name(summary.ecu());
  }

  private void publish(Exchange exchange) throws OutboxInUseException {
    GenerationSummary summary = exchange.getMessage().getBody(GenerationSummary.class);
    exchange.setProperty(REPORT, publishers.get(ecu(summary)).publish(summary));
    comeBack();
  }

  /** While something waits there is another look at it soon; while nothing does, there is none. */
  private void comeBack() {
    if (timers && publishers.values().stream().anyMatch(Publisher::hasSomethingWaiting)) {
      worker.in(LOOK, () -> camel.send(DELIVERY, exchange -> {}));
    }
  }

  private Calls calls(PvOutputSettings ours) {
    return new Calls(getContext().createProducerTemplate(), ours);
  }

  /** Sends the body to the page named in the header, and gives a {@link PvOutputAnswer}. */
  private void configureCall() {
    UnaryOperator<String> mask = services().settings()::masked;
    from(Calls.CALL)
        .routeId("pvoutput-call")
        .errorHandler(noErrorHandler())
        // read from the settings at each call: a constant would stand in every dump of the routes
        .process(Calls::addHeaders)
        .doTry()
        // a refusal is an answer like any other here, and its headers count
        .to(
            PvOutputSettings.of(services().settings()).url()
                + Request.FOLDER
                + "?httpMethod=POST&throwExceptionOnFailure=false"
                + "&contentTypeCharsetEnabled=false")
        .process(exchange -> HttpAnswers.read(exchange, mask))
        .doCatch(Exception.class)
        .process(exchange -> HttpAnswers.explain(exchange, mask))
        .doFinally()
        .removeHeaders("*")
        .end();
  }

  @Override
  public String preview(GenerationSummary summary) {
    Services own = services().of(ecu(summary));
    PvOutputSettings ours = PvOutputSettings.of(own.settings());
    return ours.publish()
        ? new PublishingPreview(ours, own.clock()).of(summary)
        : PublishingPreview.nothing(NOT_PUBLISHING);
  }

  @Override
  public List<Finding> check() {
    return CommonKeys.ecus(services().settings()).stream()
        .flatMap(ecu -> check(ecu).stream())
        .toList();
  }

  private List<Finding> check(String ecu) {
    PvOutputSettings ours = ours(ecu);
    return ours.publish()
        ? new PvOutputCheck(services().of(ecu), label(ecu), calls(ours)).findings()
        : List.of(
            Finding.notTried(Link.PVOUTPUT, PvOutputCheck.SERVICE, NOT_PUBLISHING).of(label(ecu)));
  }

  @Override
  public Map<String, String> proposals() {
    PvOutputSettings ours = PvOutputSettings.of(services().settings());
    try {
      OptionalInt minutes = PvOutputSystem.ask(calls(ours)).statusInterval();
      return minutes.isPresent() ? PvOutputSettings.statusInterval(minutes.getAsInt()) : Map.of();
    } catch (PvOutputSystem.NotToldException e) {
      return Map.of(); // the check says why
    }
  }

  @Override
  public Duration fillsGapsOf(String ecu) {
    return publishers.containsKey(ecu) && ours(ecu).fillGaps() ? ours(ecu).maxAge() : Duration.ZERO;
  }

  @Override
  public int fill(String ecu, Map<LocalDateTime, Integer> watts, Collection<LocalDateTime> read) {
    return publishers.get(ecu).fill(watts, read);
  }

  @Override
  public List<Backlog> backlogs() {
    return List.copyOf(publishers.values());
  }

  /** A status goes back into the outbox, and so does that of a reading. */
  @Override
  public Optional<String> takeBack(String ecu, JsonNode body) throws Exception {
    checkKnown(ecu);
    Returns outbox = returns.get(ecu);
    if (outbox == null) {
      outbox = new Returns(services().of(ecu), label(ecu));
      returns.put(ecu, outbox);
      getContext().addService(outbox);
    }
    return Optional.of(outbox.take(body));
  }

  /** Whose system it is cannot be guessed. */
  private void checkKnown(String ecu) throws IOException {
    if (!CommonKeys.ecus(services().settings()).contains(ecu)) {
      throw new IOException(
          ecu.equals(CommonKeys.ONE_ECU)
              ? "it names no ECU, and there are several now. Write the name of its ECU into it, as in \"ecu\": \"roof\", and replay again"
              : "it is of the ECU %s, which is not in the settings now. Name it there in ecus, and replay again"
                  .formatted(ecu));
    }
  }

  private static SinkReport skipped(String why) {
    return SinkReport.skipped("Publishing skipped (" + why + ").");
  }
}
