package solar.aps.flow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import solar.aps.history.History;
import solar.aps.plugin.Services;
import solar.aps.sink.Sink;
import solar.aps.source.DayCurve;
import solar.aps.source.SourceException;

/** Gives the sinks what the ECU has kept of the days before our first reading. */
public final class Backfill {
  private static final double MINUTES_AN_HOUR = 60;
  private static final int MOST_MINUTES = 15;

  private final Services services;
  private final Plugins plugins;
  private final BooleanSupplier agreed;

  /** What there is for one ECU and one sink. */
  private record Plan(
      Ecu ecu, Sink sink, Map<LocalDateTime, Integer> watts, List<LocalDateTime> read) {}

  /**
   * @param plugins those of this run alone
   * @param agreed asked once, when all that would be sent has been shown
   */
  public Backfill(Services services, Plugins plugins, BooleanSupplier agreed) {
    this.services = services;
    this.plugins = plugins;
    this.agreed = agreed;
  }

  /**
   * Shows what there is, and fills it if that is agreed to.
   *
   * @param days how many days before today
   * @return whether anything was found
   * @throws StartFault if the sinks cannot be started
   */
  public boolean run(int days) throws StartFault {
    Main main = new Main();
    try {
      Flow flow = new Flow(services, plugins);
      flow.installSinks(main);
      main.start();
      List<Plan> plans = new ArrayList<>();
      for (Ecu ecu : flow.ecus()) {
        plans.addAll(plans(ecu, days, main.getCamelTemplate()));
      }
      if (plans.isEmpty()) {
        say(
            "nothing to fill: no sink takes it, there is no history (history.days=0), or the ECU has kept nothing of these days");
        return false;
      }
      say(
          "what PVOutput has of these times already, from another program or an older one, is replaced");
      if (agreed.getAsBoolean()) {
        for (Plan plan : plans) {
          int filled = plan.sink().fill(plan.ecu().name(), plan.watts(), plan.read());
          say(
              "%s: %d times are in the outbox of %s; the next start sends them"
                  .formatted(plan.ecu().name(), filled, plan.sink().id()));
        }
      } else {
        say("nothing was changed");
      }
      return true;
    } catch (Exception e) {
      throw StartFault.of(e, main.getCamelContext(), services.settings()::masked);
    } finally {
      main.stop();
    }
  }

  private List<Plan> plans(Ecu ecu, int days, ProducerTemplate camel) {
    List<Sink> takers =
        plugins
            .sinks(services.settings())
            .filter(sink -> !sink.fillsGapsOf(ecu.name()).isZero())
            .toList();
    if (takers.isEmpty() || services.settings().get(History.DAYS) == 0) {
      return List.of();
    }
    LocalDateTime now = LocalDateTime.now(ecu.services().clock());
    Optional<LocalDateTime> first = firstReading(ecu);
    List<LocalDateTime> read = first.map(List::of).orElse(List.of());
    LocalDateTime end = first.orElse(now).truncatedTo(ChronoUnit.MINUTES);
    // what is older would only expire
    long reach =
        takers.stream().mapToLong(sink -> sink.fillsGapsOf(ecu.name()).toDays()).max().orElse(0);
    Map<LocalDateTime, Integer> watts = new TreeMap<>();
    for (LocalDate day = now.toLocalDate().minusDays(Math.min(days, reach));
        !day.isAfter(end.toLocalDate());
        day = day.plusDays(1)) {
      Map<LocalDateTime, Integer> ofDay = curve(ecu, camel, day);
      ofDay.entrySet().removeIf(point -> point.getValue() <= 0 || !point.getKey().isBefore(end));
      if (!ofDay.isEmpty()) {
        say(
            String.format(
                Locale.ROOT,
                "%s: %s  %3d times with power  %.2f kWh",
                ecu.name(),
                day,
                ofDay.size(),
                wattHours(ofDay) / 1000));
        watts.putAll(ofDay);
      }
    }
    return watts.isEmpty()
        ? List.of()
        : takers.stream().map(sink -> new Plan(ecu, sink, watts, read)).toList();
  }

  /** The time of the first reading ever; empty before it. */
  private static Optional<LocalDateTime> firstReading(Ecu ecu) {
    try {
      return ecu.memory(HistoryKeeper.FIRST, false).read().stream()
          .findFirst()
          .map(LocalDateTime::parse);
    } catch (DateTimeException e) {
      return Optional.empty(); // a file of somebody else
    }
  }

  private Map<LocalDateTime, Integer> curve(Ecu ecu, ProducerTemplate camel, LocalDate day) {
    try {
      return new TreeMap<>(ecu.curve(camel, day).map(DayCurve::watts).orElse(Map.of()));
    } catch (SourceException e) {
      say(ecu.name() + ": " + day + "  " + e.getMessage());
      return new TreeMap<>();
    }
  }

  private static double wattHours(Map<LocalDateTime, Integer> watts) {
    double wattHours = 0;
    LocalDateTime last = null;
    for (Map.Entry<LocalDateTime, Integer> point : watts.entrySet()) {
      long minutes = last == null ? 0 : Duration.between(last, point.getKey()).toMinutes();
      wattHours += point.getValue() * Math.min(MOST_MINUTES, minutes) / MINUTES_AN_HOUR;
      last = point.getKey();
    }
    return wattHours;
  }

  private void say(String line) {
    services.out().printLine(services.settings().masked(line));
  }
}
