package solar.aps.flow;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.history.History;
import solar.aps.sink.Sink;
import solar.aps.source.DayCurve;
import solar.aps.source.SourceException;
import solar.aps.storage.MemoryFile;

/**
 * Closes the gaps that an outage left: the sinks that can take it get what the ECU itself has kept
 * of the time. It begins with our first reading, and asks for the curve of one day a poll at most.
 */
final class Gaps {
  private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);
  private static final int MOST_TRIES = 3;

  /** An ECU keeps a value every five minutes; less than that cannot be filled. */
  private static final Duration LEAST = Duration.ofSeconds(450);

  private static final Duration MOST = Duration.ofHours(1);

  private final Ecu ecu;
  private final List<Sink> sinks;
  private final History history;
  private final MemoryFile file;
  private final Duration patience;

  /** Everything before it has been looked at, in local time; null before the first reading. */
  private LocalDateTime until;

  private int failures;
  private ProducerTemplate camel;
  private List<Sink> takers;
  private Duration reach;

  /**
   * @param sinks those that the settings ask for
   */
  Gaps(Ecu ecu, List<Sink> sinks) {
    this.ecu = ecu;
    this.sinks = sinks;
    this.history = ecu.history();
    this.file = ecu.memory("gaps", true);
    this.patience = patience(ecu.services().settings().get(CommonKeys.POLL_INTERVAL));
    this.until = remembered();
  }

  /** Longer than this without a reading, and a poll is missing. */
  private static Duration patience(Duration interval) {
    Duration half = interval.multipliedBy(3).dividedBy(2);
    Duration longer = half.compareTo(LEAST) < 0 ? LEAST : half;
    return longer.compareTo(MOST) > 0 ? MOST : longer;
  }

  private LocalDateTime remembered() {
    try {
      return LocalDateTime.parse(String.join("", file.read()));
    } catch (DateTimeException e) {
      return null; // before the first reading
    }
  }

  /** Looks for a gap before the reading of this cycle, and fills one if there is. */
  synchronized void fill(Exchange cycle) {
    if (camel == null) {
      begin(cycle);
    }
    LocalDateTime now = CycleOutcome.of(cycle).summary().timestamp();
    boolean off = takers.isEmpty() || !history.isOn();
    if (off && until == null) {
      return;
    }
    if (off) {
      // what is read now is in no history, so nothing is known of it later
      until = now;
    } else {
      LocalDateTime oldest = now.minus(reach);
      until = until == null || until.isAfter(now) ? now : until.isBefore(oldest) ? oldest : until;
      lookAround(now);
    }
    file.write(List.of(until.toString()));
  }

  /** Only sinks whose routes have been made know what they take. */
  private void begin(Exchange cycle) {
    camel = cycle.getContext().createProducerTemplate();
    takers = sinks.stream().filter(sink -> !sink.fillsGapsOf(ecu.name()).isZero()).toList();
    reach =
        takers.stream()
            .map(sink -> sink.fillsGapsOf(ecu.name()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
  }

  private void lookAround(LocalDateTime now) {
    while (until.plus(patience).isBefore(now)) {
      LocalDate day = until.toLocalDate();
      LocalDateTime midnight = day.plusDays(1).atStartOfDay();
      LocalDateTime end = midnight.isBefore(now) ? midnight : now;
      boolean done;
      try {
        SortedMap<LocalDateTime, Boolean> readings = history.times(day);
        if (!isKnown(day, readings) || !hasGap(readings, end)) {
          until = end;
          continue;
        }
        done = close(day, end, readings);
        failures = done ? 0 : failures;
      } catch (SourceException | IOException | RuntimeException e) {
        failures++;
        done = failures >= MOST_TRIES;
        if (done) {
          failures = 0;
          LOG.warn("{}: the gap of {} stays open: {}", ecu.name(), day, e.getMessage());
        }
      }
      if (done) {
        until = end;
      }
      return;
    }
    until = now;
  }

  /** Of a day that had a reading, and has none in the history any more, nothing is known. */
  private boolean isKnown(LocalDate day, SortedMap<LocalDateTime, Boolean> readings) {
    return !readings.isEmpty() || until.equals(day.atStartOfDay());
  }

  private boolean hasGap(Map<LocalDateTime, Boolean> readings, LocalDateTime end) {
    List<LocalDateTime> times = new ArrayList<>();
    times.add(until);
    readings.keySet().stream()
        .filter(time -> time.isAfter(until) && time.isBefore(end))
        .forEach(times::add);
    times.add(end);
    for (int i = 1; i < times.size(); i++) {
      if (times.get(i - 1).plus(patience).isBefore(times.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the day is done with. */
  private boolean close(
      LocalDate day, LocalDateTime end, SortedMap<LocalDateTime, Boolean> readings)
      throws SourceException {
    Optional<DayCurve> curve = ecu.curve(camel, day);
    if (curve.isEmpty()) {
      return true;
    }
    Map<LocalDateTime, Integer> watts = new TreeMap<>(curve.get().watts());
    watts.keySet().removeIf(time -> time.isBefore(until) || !time.isBefore(end));
    List<LocalDateTime> read =
        readings.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    boolean taken = true;
    for (Sink sink : takers) {
      int filled = sink.fill(ecu.name(), watts, read);
      taken &= filled >= 0;
      if (filled > 0) {
        LOG.info(
            "{}: {} times without a reading on {} are filled for {} with what the ECU has kept of them",
            ecu.name(),
            filled,
            day,
            sink.id());
      }
    }
    return taken;
  }
}
