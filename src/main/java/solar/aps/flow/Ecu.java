package solar.aps.flow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import solar.aps.check.Finding;
import solar.aps.config.CommonKeys;
import solar.aps.history.History;
import solar.aps.plugin.Services;
import solar.aps.source.DayCurve;
import solar.aps.source.EcuKeys;
import solar.aps.source.Source;
import solar.aps.source.SourceException;
import solar.aps.storage.MemoryFile;

/**
 * An ECU that is polled: an instance of the same routes with its own settings.
 *
 * @param name its name in routes, files and logs
 * @param label its name where there are several, or null
 * @param services what its routes may use, with its own settings and its own time zone
 * @param sources the ways to read it that its settings allow, in the order in which they are tried
 */
record Ecu(String name, String label, Services services, List<Source> sources) {
  /** Every ECU of the settings that this process reads. */
  static List<Ecu> all(Services services, Plugins plugins) {
    return EcuKeys.polled(services.settings()).stream()
        .map(
            name ->
                of(name, CommonKeys.label(services.settings(), name), services.of(name), plugins))
        .toList();
  }

  private static Ecu of(String name, String label, Services own, Plugins plugins) {
    List<Source> sources =
        plugins.sources().get().stream()
            .filter(source -> SourceChoice.allows(source, own.settings()))
            .toList();
    sources.forEach(source -> source.use(name, own, plugins.wantEnergy(own.settings())));
    return new Ecu(name, label, own, sources);
  }

  /** Its readings of the days before. */
  History history() {
    return new History(services.settings(), name, services.json());
  }

  /**
   * What is remembered of it from one run to the next.
   *
   * @param kind what that is
   * @param kept whether it is written
   */
  MemoryFile memory(String kind, boolean kept) {
    String file = label == null ? kind : kind + "-" + label;
    return new MemoryFile(services.settings().get(CommonKeys.DATA_DIR).resolve(file), kept);
  }

  /**
   * What a look at it shows, by the first source that reads it. What earlier ones miss is worth a
   * warning then; if none reads it, it is what the first one says that counts.
   */
  List<Finding> check() {
    List<Finding> first = List.of();
    List<Finding> missed = new ArrayList<>();
    for (Source source : sources) {
      List<Finding> findings = source.check();
      if (findings.stream().noneMatch(Finding::isBad)) {
        return named(Stream.concat(missed.stream(), findings.stream()));
      }
      first = first.isEmpty() ? findings : first;
      findings.stream()
          .filter(Finding::isBad)
          .map(bad -> Finding.warning(bad.link(), bad.step(), bad.words()))
          .forEach(missed::add);
    }
    return named(first.stream());
  }

  /**
   * Its own curve of a day, by the first source that has one.
   *
   * @param day in its zone
   * @return empty if none has such a thing
   * @throws SourceException if one has, and the ECU does not give it
   */
  Optional<DayCurve> curve(ProducerTemplate camel, LocalDate day) throws SourceException {
    SourceException failure = null;
    for (Source source : sources) {
      try {
        Optional<DayCurve> curve = source.curve(camel, day);
        if (curve.isPresent()) {
          return curve;
        }
      } catch (SourceException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.empty();
  }

  private List<Finding> named(Stream<Finding> findings) {
    return findings.map(finding -> finding.of(label)).toList();
  }
}
