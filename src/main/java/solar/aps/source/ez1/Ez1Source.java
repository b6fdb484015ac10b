package solar.aps.source.ez1;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.check.Finding;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.http.HttpPolicy;
import solar.aps.source.Doors;
import solar.aps.source.EcuKeys;
import solar.aps.source.Sighting;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/**
 * Asks an EZ1 microinverter for its power over its local HTTP API; which inverter it is, is asked
 * once. Nothing else is asked: the API changes settings by GET as well.
 */
@AutoService(Source.class)
public final class Ez1Source extends Source {
  private static final Logger LOG = LoggerFactory.getLogger(Ez1Source.class);
  private static final String DEVICE = "getDeviceInfo";
  private static final String OUTPUT = "getOutputData";

  /** Null until the inverter has told. */
  private volatile Device device;

  /** Null until there is one. */
  private volatile EcuReading last;

  private volatile boolean asleep;

  /** Found by itself. */
  public Ez1Source() {
    super("ez1", 3);
  }

  @Override
  public List<Key<?>> keys() {
    return Ez1Keys.ALL;
  }

  @Override
  public Duration longestTry() {
    int calls = 2;
    return settings().get(EcuKeys.TIMEOUT).multipliedBy(HttpPolicy.WHOLE_CALL * calls);
  }

  @Override
  public List<Finding> check() {
    Exchange asked =
        ask(getContext().createProducerTemplate(), ZonedDateTime.now(services().clock()));
    return asked.getException() == null
        ? Ez1Check.answered(device, asked.getMessage().getBody(EcuReading.class))
        : Ez1Check.failed(asked.getException());
  }

  @Override
  public Optional<Sighting> look(ProducerTemplate camel) {
    String host = EcuKeys.hostAlone(settings());
    if (!Doors.isOpen(host, settings().get(Ez1Keys.PORT), Doors.KNOCK)) {
      return Optional.empty();
    }
    Exchange asked =
        camel.request(HttpPolicy.get(url(DEVICE), settings().get(EcuKeys.TIMEOUT)), get -> {});
    try {
      Device found = Device.read(answer(asked));
      return Optional.of(Sighting.of(found.version(), found.id(), 1));
    } catch (SourceException e) {
      return Optional.empty();
    }
  }

  @Override
  public void configure() {
    call(DEVICE, this::learn);
    call(OUTPUT, this::read);

    fromPolls()
        .filter(poll -> device == null)
        // nothing of this answer must reach the next call, or a dead letter
        .enrich(endpointOf(DEVICE), (poll, answer) -> poll)
        .end()
        .to(endpointOf(OUTPUT));
  }

  private void call(String command, Processor reader) {
    from(endpointOf(command))
        .routeId(endpointOf(command).substring("direct:".length()))
        .errorHandler(noErrorHandler())
        .doTry()
        .to(HttpPolicy.get(url(command), settings().get(EcuKeys.TIMEOUT)))
        .convertBodyTo(byte[].class)
        .process(reader)
        .doCatch(HttpOperationFailedException.class, IOException.class)
        .process(exchange -> explain(exchange, url(command)))
        .end();
  }

  private void learn(Exchange exchange) throws SourceException {
    byte[] answer = answer(exchange);
    // the name of the WLAN is in it: it must not become a dead letter
    exchange.getMessage().setBody(null);
    device = Device.read(answer);
  }

  private void read(Exchange exchange) throws SourceException {
    Output output = Output.read(answer(exchange));
    Device known = device;
    if (!output.deviceId().equals(known.id())) {
      device = null;
      last = null;
      throw new SourceException(
          "another inverter answers at ecu.host: found %s, expected %s. If you did not exchange it, give each EZ1 an address of its own that stays the same"
              .formatted(output.deviceId(), known.id()));
    }
    last = output.reading(url(OUTPUT), takenAt(exchange));
    asleep = false;
    exchange.getMessage().setBody(last);
  }

  private void explain(Exchange exchange, String url) throws SourceException {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (cause instanceof HttpOperationFailedException answer) {
      throw new SourceException(
          "found HTTP %d at %s, expected the answer of an EZ1. Check that ecu.host and ecu.ez1-port lead to the EZ1, and that its firmware is 1.6 or later"
              .formatted(answer.getHttpResponseCode(), url));
    }
    Optional<EcuReading> sleeping =
        Optional.ofNullable(last)
            .filter(reading -> Silence.isSilence(cause))
            .flatMap(reading -> Sleep.reading(reading, takenAt(exchange)));
    if (sleeping.isEmpty()) {
      throw Silence.explain(
          (IOException) cause, url, settings().get(EcuKeys.TIMEOUT), last == null);
    }
    if (!asleep) {
      LOG.info("{}: the EZ1 {} sleeps until its panels get light again", ecu(), device.id());
    }
    asleep = true;
    exchange.getMessage().setBody(sleeping.get());
  }

  private static byte[] answer(Exchange exchange) {
    byte[] answer = exchange.getMessage().getBody(byte[].class);
    return answer == null ? new byte[0] : answer;
  }

  private String endpointOf(String command) {
    return endpoint() + "-" + command;
  }

  private String url(String command) {
    return "http://" + Ez1Keys.authority(settings()) + "/" + command;
  }

  private Settings settings() {
    return services().settings();
  }
}
