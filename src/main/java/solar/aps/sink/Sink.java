package solar.aps.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import solar.aps.check.Finding;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;

/**
 * A place where readings go: a route that takes each {@link GenerationSummary} as its body. To add
 * one, write a subclass in a package of its own, annotate it with {@code @AutoService(Sink.class)},
 * give it a public constructor without arguments, and begin its route with {@link #fromReadings()}.
 * It is found by itself.
 *
 * <p>An exception makes the reading a dead letter, so a sink needs no error handling. It has one
 * turn at a time; one that hangs holds up neither the others nor the next poll.
 */
public abstract class Sink extends RouteBuilder {
  /** The exchange property in which a sink leaves its {@link SinkReport}. */
  public static final String REPORT = "solar.aps.sinkReport";

  /** Whether a timer of a sink starts by itself: for {@code autoStartup}. */
  public static final String TIMERS = "{{aps-solar.timers}}";

  private final String id;
  private Services services;

  /**
   * @param id its name in logs, letters and metrics, such as {@code json-file}
   */
  protected Sink(String id) {
    this.id = id;
  }

  /** Its name. */
  public final String id() {
    return id;
  }

  /** What people call it. */
  public String title() {
    return id;
  }

  /** The keys it reads; each is declared beside the code that reads it. */
  public List<Key<?>> keys() {
    return List.of();
  }

  /** Whether the settings ask for it. One that they do not ask for is not started at all. */
  public boolean isOn(Settings settings) {
    return true;
  }

  /**
   * Whether it has use for the energy of a reading, so that an ECU is asked for it in particular.
   */
  public boolean wantsEnergy(Settings settings) {
    return false;
  }

  /**
   * What it would do with a summary, exactly, and without secrets: a text that goes on after "the
   * sink would". For {@code --dry-run}.
   */
  public abstract String preview(GenerationSummary summary);

  /** What a look at its surroundings shows, for {@code --check}; nothing is sent or left behind. */
  public List<Finding> check() {
    return List.of();
  }

  /**
   * What of its settings the other side knows better, by the names of the keys: for {@code
   * --setup}. Nothing is sent or left behind.
   */
  public Map<String, String> proposals() {
    return Map.of();
  }

  /** How old a time without a reading may be for it to be filled; zero: it fills none. */
  public Duration fillsGapsOf(String ecu) {
    return Duration.ZERO;
  }

  /**
   * Fills times without a reading with what the ECU itself has of them.
   *
   * @param ecu the name of the ECU
   * @param watts the power of the whole system in W, by local time
   * @param read the local times of which there is a reading, which it has got already
   * @return how many times were filled; -1 if it cannot take them now
   */
  public int fill(String ecu, Map<LocalDateTime, Integer> watts, Collection<LocalDateTime> read) {
    return 0;
  }

  /** What it keeps until it can be delivered, an entry an ECU; empty if it keeps nothing. */
  public List<Backlog> backlogs() {
    return List.of();
  }

  /**
   * Takes back what a dead letter of it holds, for {@code --replay}.
   *
   * @param ecu the name of the ECU that the letter is about
   * @param body the body of the letter
   * @return where it is now; empty if the summary in it is to go through the sink's route
   * @throws Exception if it does not take it; the message says why and what to do
   */
  public Optional<String> takeBack(String ecu, JsonNode body) throws Exception {
    return Optional.empty();
  }

  /** Hands over what it may use. To be called once, before its routes are made. */
  public final void use(Services shared) {
    services = shared;
  }

  /** What it may use. */
  protected final Services services() {
    return services;
  }

  /** The beginning of its route. */
  protected final RouteDefinition fromReadings() {
    return from(SinkDirectory.endpoint(id))
        .routeId(SinkDirectory.routeId(id))
        .group(SinkDirectory.GROUP);
  }
}
