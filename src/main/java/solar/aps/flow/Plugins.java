package solar.aps.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.sink.Sink;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;
import solar.aps.source.Source;

/**
 * The source and the sinks in Java, found by themselves. They serve one flow.
 *
 * @param source what reads the ECU
 * @param sinks all there are, whether the settings ask for them or not
 */
public record Plugins(Source source, List<Sink> sinks) {
  /** Finds them. */
  public static Plugins find() {
    return new Plugins(
        sources().filter(source -> source.id().equals("page")).findFirst().orElseThrow(),
        ServiceLoader.load(Sink.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  private static Stream<Source> sources() {
    return ServiceLoader.load(Source.class).stream().map(ServiceLoader.Provider::get);
  }

  /** Every key of the flow, of each source and of each sink. */
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(EcuKeys.ALL);
    sources().forEach(each -> keys.addAll(each.keys()));
    keys.addAll(CommonKeys.ALL);
    keys.addAll(List.of(ErrorPolicy.RETRY_DELAY, Freshness.MAX_AGE, FanOut.TIMEOUT));
    keys.add(YamlSinks.DIR);
    sinks.forEach(sink -> keys.addAll(sink.keys()));
    return keys;
  }

  /** The sinks that the settings ask for. */
  public Stream<Sink> sinks(Settings settings) {
    return sinks.stream().filter(sink -> sink.isOn(settings));
  }

  /** The sink with this ID; empty for one that a user wrote. */
  Optional<Sink> sink(String id) {
    return sinks.stream().filter(sink -> sink.id().equals(id)).findFirst();
  }

  /** What the sinks keep until it can be delivered. */
  public List<Backlog> backlogs() {
    return sinks.stream().map(Sink::backlog).flatMap(Optional::stream).toList();
  }

  void use(Services services) {
    source.use(Flow.ECU, services);
    sinks.forEach(sink -> sink.use(services));
  }
}
