package solar.aps.source;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import solar.aps.check.Finding;
import solar.aps.config.Key;
import solar.aps.generation.EcuReading;
import solar.aps.plugin.Services;

/**
 * A way to read an ECU: a route that ends in an {@link EcuReading} or throws a {@link
 * SourceException}. To add one, write a subclass in a package of its own, annotate it with
 * {@code @AutoService(Source.class)}, give it a public constructor without arguments, and begin its
 * route with {@link #fromPolls()}. One instance reads one ECU.
 *
 * <p>The route may be called again after a failure. It takes no headers away: Camel counts its
 * redeliveries in one.
 */
public abstract class Source extends RouteBuilder {
  /** The exchange property with the {@link ZonedDateTime} at which the cycle began. */
  public static final String TAKEN_AT = "solar.aps.takenAt";

  private final String id;
  private final int turn;
  private String ecu;
  private Services services;
  private boolean energyWanted;

  /**
   * @param id its name in settings and logs, such as {@code page}
   * @param turn its place among those that are tried where the settings name none, from 1
   */
  protected Source(String id, int turn) {
    this.id = id;
    this.turn = turn;
  }

  /** Makes new ones of all ways to read an ECU, in the order in which they are tried. */
  public static Supplier<List<Source>> finder() {
    List<ServiceLoader.Provider<Source>> ways = ServiceLoader.load(Source.class).stream().toList();
    return () ->
        ways.stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparingInt(Source::turn))
            .toList();
  }

  /** Its name. */
  public final String id() {
    return id;
  }

  /** Its place among those that are tried where the settings name none. */
  public final int turn() {
    return turn;
  }

  /** The keys it reads; each is declared beside the code that reads it. */
  public List<Key<?>> keys() {
    return List.of();
  }

  /** How long one try to read the ECU may take at most. */
  public abstract Duration longestTry();

  /** What a look at the ECU shows, for {@code --check}. */
  public abstract List<Finding> check();

  /**
   * Looks who answers at the ECU's address, for {@code --discover}. It asks only, and waits for a
   * connection no longer than {@link Doors#KNOCK}; it needs no route.
   *
   * @return empty if it is nothing that this source reads
   */
  public Optional<Sighting> look(ProducerTemplate camel) {
    return Optional.empty();
  }

  /**
   * The ECU's own curve of a day, to fill what was not read; it needs no route.
   *
   * @param day in the zone of the ECU
   * @return empty if this source has no such thing
   * @throws SourceException if the ECU does not give it
   */
  public Optional<DayCurve> curve(ProducerTemplate camel, LocalDate day) throws SourceException {
    return Optional.empty();
  }

  /**
   * Hands over what it may use. To be called once, before its routes are made.
   *
   * @param name the name of the ECU that it reads
   * @param energy whether the counters of energy are worth a request of their own
   */
  public final void use(String name, Services shared, boolean energy) {
    ecu = name;
    services = shared;
    energyWanted = energy;
  }

  /** Whether the counters of energy are worth a request of their own. */
  protected final boolean isEnergyWanted() {
    return energyWanted;
  }

  /** The name of the ECU. */
  protected final String ecu() {
    return ecu;
  }

  /** What it may use. */
  protected final Services services() {
    return services;
  }

  /** The endpoint that gives a reading of the ECU with this name. */
  public static String readings(String ecu) {
    return "direct:read-" + ecu;
  }

  /** The endpoint at which it reads its ECU. */
  public final String endpoint() {
    // no name of an ECU has a dot in it
    return readings(ecu) + "." + id;
  }

  /**
   * Asks it for one reading.
   *
   * @param takenAt when the cycle began, in the zone of the ECU
   * @return an exchange with the {@link EcuReading} as its body, or with the exception
   */
  public final Exchange ask(ProducerTemplate camel, ZonedDateTime takenAt) {
    return camel.send(endpoint(), poll -> poll.setProperty(TAKEN_AT, takenAt));
  }

  /** When the cycle began, in the zone of the ECU. */
  protected static ZonedDateTime takenAt(Exchange poll) {
    return poll.getProperty(TAKEN_AT, ZonedDateTime.class);
  }

  /** The beginning of its route. */
  protected final RouteDefinition fromPolls() {
    return from(endpoint())
        .routeId(endpoint().substring("direct:".length()))
        .errorHandler(noErrorHandler());
  }
}
