package solar.aps.flow;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import solar.aps.check.Finding;
import solar.aps.config.CommonKeys;
import solar.aps.generation.EcuReading;
import solar.aps.plugin.Services;
import solar.aps.sink.Sink;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/** Tries one part of the flow, before all settings are known. Nothing is sent or written. */
public final class Trial implements AutoCloseable {
  private final Main main = new Main();
  private final Services services;
  private final Plugins plugins = Plugins.find();

  /**
   * @param services with the settings of one ECU and of what is tried
   * @throws StartFault if the flow cannot be started
   */
  public Trial(Services services) throws StartFault {
    this.services = services;
    try {
      new Flow(services, plugins).installCalls(main);
      main.start();
    } catch (Exception e) {
      main.stop();
      throw StartFault.of(e, main.getCamelContext(), services.settings()::masked);
    }
  }

  /**
   * Reads the ECU once.
   *
   * @throws SourceException if it cannot be read
   */
  public EcuReading read() throws SourceException {
    Clock clock = services.clock();
    Exchange asked =
        main.getCamelContext()
            .createProducerTemplate()
            .send(
                Source.readings(CommonKeys.ONE_ECU),
                poll -> poll.setProperty(Source.TAKEN_AT, ZonedDateTime.now(clock)));
    if (asked.getException() != null) {
      throw new SourceException(
          services.settings().masked(String.valueOf(asked.getException().getMessage())),
          asked.getException());
    }
    return asked.getMessage().getBody(EcuReading.class);
  }

  /** What a look at the surroundings of the sink with this ID shows, without secrets. */
  public List<Finding> check(String sink) {
    return plugins.sink(sink).stream()
        .flatMap(found -> found.check().stream())
        .map(
            finding ->
                new Finding(
                    finding.mark(),
                    finding.link(),
                    finding.step(),
                    services.settings().masked(finding.words())))
        .toList();
  }

  /** What of the settings of this sink the other side knows better, by the names of the keys. */
  public Map<String, String> proposals(String sink) {
    return plugins.sink(sink).map(Sink::proposals).orElse(Map.of());
  }

  @Override
  public void close() {
    main.stop();
  }
}
