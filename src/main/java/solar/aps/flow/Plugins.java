package solar.aps.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.history.History;
import solar.aps.layout.Layout;
import solar.aps.outbox.OutboxKeys;
import solar.aps.plugin.Services;
import solar.aps.sink.Backlog;
import solar.aps.sink.Sink;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;
import solar.aps.source.Source;

/**
 * The sources and the sinks in Java, found by themselves, for one flow.
 *
 * @param sources makes new ones of all ways to read an ECU, in the order in which they are tried:
 *     each ECU needs its own
 * @param sinks all there are, whether the settings ask for them or not
 */
public record Plugins(Supplier<List<Source>> sources, List<Sink> sinks) {
  /** Finds them. */
  public static Plugins find() {
    return new Plugins(
        Source.finder(),
        ServiceLoader.load(Sink.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** Every key of the flow, of each source and of each sink. */
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(EcuKeys.ALL);
    sources.get().forEach(source -> keys.addAll(source.keys()));
    keys.addAll(CommonKeys.ALL);
    keys.addAll(
        List.of(ErrorPolicy.RETRY_DELAY, Freshness.MAX_AGE, PanelCheck.ON, OutboxKeys.MAX_AGE));
    keys.add(Layout.KEY);
    keys.add(History.DAYS);
    keys.add(YamlSinks.DIR);
    sinks.forEach(sink -> keys.addAll(sink.keys()));
    return keys;
  }

  /** The sinks that the settings ask for. */
  public Stream<Sink> sinks(Settings settings) {
    return sinks.stream().filter(sink -> sink.isOn(settings));
  }

  /** Whether the settings ask for something that has use for the energy. */
  boolean wantEnergy(Settings settings) {
    return settings.get(History.DAYS) > 0
        // what a user's own sink uses of a reading is not known
        || settings.find(YamlSinks.DIR).isPresent()
        || sinks(settings).anyMatch(sink -> sink.wantsEnergy(settings));
  }

  /** The sink with this ID; empty for one that a user wrote. */
  Optional<Sink> sink(String id) {
    return sinks.stream().filter(sink -> sink.id().equals(id)).findFirst();
  }

  /** What people call the sink with this ID; the ID itself for one that a user wrote. */
  public String title(String id) {
    return sink(id).map(Sink::title).orElse(id);
  }

  /** What the sinks keep until it can be delivered. */
  public List<Backlog> backlogs() {
    return sinks.stream().flatMap(sink -> sink.backlogs().stream()).toList();
  }

  void use(Services services) {
    sinks.forEach(sink -> sink.use(services));
  }
}
