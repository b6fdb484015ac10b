package solar.aps.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import solar.aps.check.Finding;
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
 * The sources and the sinks in Java, found by themselves. They serve one flow.
 *
 * @param sources all ways to read an ECU, in the order in which they are tried
 * @param sinks all there are, whether the settings ask for them or not
 */
public record Plugins(List<Source> sources, List<Sink> sinks) {
  /** Finds them. */
  public static Plugins find() {
    return new Plugins(
        findSources(),
        ServiceLoader.load(Sink.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** All ways to read an ECU, in the order in which they are tried. */
  static List<Source> findSources() {
    return ServiceLoader.load(Source.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(Source::turn))
        .toList();
  }

  /** The sources that may be asked by the settings. */
  List<Source> sources(Settings settings) {
    return SourceChoice.allowed(sources, settings);
  }

  /**
   * What a look at the ECU shows, by the first source that reads it. What earlier ones miss is
   * worth a warning then; if none reads it, it is what the first one says that counts.
   */
  public List<Finding> checkSources(Settings settings) {
    List<Finding> first = List.of();
    List<Finding> missed = new ArrayList<>();
    for (Source source : sources(settings)) {
      List<Finding> findings = source.check();
      if (findings.stream().noneMatch(Finding::isBad)) {
        return Stream.concat(missed.stream(), findings.stream()).toList();
      }
      first = first.isEmpty() ? findings : first;
      findings.stream()
          .filter(Finding::isBad)
          .map(bad -> Finding.warning(bad.link(), bad.step(), bad.words()))
          .forEach(missed::add);
    }
    return first;
  }

  /** Every key of the flow, of each source and of each sink. */
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(EcuKeys.ALL);
    sources.forEach(source -> keys.addAll(source.keys()));
    keys.addAll(CommonKeys.ALL);
    keys.addAll(
        List.of(SourceChoice.SOURCE, ErrorPolicy.RETRY_DELAY, Freshness.MAX_AGE, FanOut.TIMEOUT));
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
    sources.forEach(source -> source.use(Flow.ECU, services));
    sinks.forEach(sink -> sink.use(services));
  }
}
