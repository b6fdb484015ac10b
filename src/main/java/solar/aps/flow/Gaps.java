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
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.history.History;
import solar.aps.sink.Sink;
import solar.aps.source.DayCurve;
import solar.aps.source.SourceException;
import solar.aps.storage.DiskFault;

/**
 * Closes the gaps that an outage left: the sinks that can take it get what the ECU itself has kept
 * of the time. It begins with our first reading, and asks for the curve of one day a poll at most.
 */
final class Gaps {
  private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);
  private static final int MOST_TRIES = 3;
  private static final Duration BETWEEN_WRITES = Duration.ofHours(1);

  private final Ecu ecu;
  private final List<Sink> sinks;
  private final History history;
  private final MemoryFile file;
  private final Duration patience;

  /** Everything before it has been looked at, in local time; null before the first reading. */
  private LocalDateTime until;

  private LocalDateTime written;
  private int failures;
  private ProducerTemplate camel;

  /**
   * @param sinks those that the settings ask for
   */
  Gaps(Ecu ecu, List<Sink> sinks) {
    this.ecu = ecu;
    this.sinks = sinks;
    this.history = new History(ecu.services().settings(), ecu.name(), ecu.services().json());
    this.file = new MemoryFile(ecu, "gaps", true);
    // longer than this, and a poll is missing
    this.patience =
        ecu.services().settings().get(CommonKeys.POLL_INTERVAL).multipliedBy(3).dividedBy(2);
    this.until = remembered();
    this.written = until;
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
    GenerationSummary summary =
        cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class).summary();
    Duration reach =
        sinks.stream()
            .map(sink -> sink.fillsGapsOf(ecu.name()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    if (reach.isZero() || !history.isOn()) {
      return;
    }
    if (camel == null) {
      camel = cycle.getContext().createProducerTemplate();
    }
    LocalDateTime now = summary.timestamp();
    boolean first = until == null || until.isAfter(now);
    LocalDateTime oldest = now.minus(reach);
    until = first ? now : until.isBefore(oldest) ? oldest : until;
    try {
      lookAround(now);
    } catch (IOException e) {
      LOG.debug("{}: gaps cannot be looked for: {}", ecu.name(), DiskFault.reason(e));
    }
    if (written == null || first || written.plus(BETWEEN_WRITES).isBefore(until)) {
      remember();
    }
  }

  private void remember() {
    written = until;
    file.write(List.of(until.toString()));
  }

  private void lookAround(LocalDateTime now) throws IOException {
    while (until.plus(patience).isBefore(now)) {
      LocalDate day = until.toLocalDate();
      LocalDateTime midnight = day.plusDays(1).atStartOfDay();
      LocalDateTime end = midnight.isBefore(now) ? midnight : now;
      if (hasGap(history.times(day), end)) {
        if (close(day, end)) {
          until = end;
          remember();
        }
        return;
      }
      until = end;
    }
    until = now;
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

  /** Whether the day is done with, be it filled or given up. */
  private boolean close(LocalDate day, LocalDateTime end) throws IOException {
    Optional<DayCurve> curve;
    try {
      curve = ecu.curve(camel, day);
    } catch (SourceException e) {
      failures++;
      if (failures < MOST_TRIES) {
        return false;
      }
      LOG.warn("{}: the gap of {} stays open: {}", ecu.name(), day, e.getMessage());
      failures = 0;
      return true;
    }
    failures = 0;
    if (curve.isEmpty()) {
      return true;
    }
    Map<LocalDateTime, Integer> watts = new TreeMap<>(curve.get().watts());
    watts.keySet().removeIf(time -> time.isBefore(until) || !time.isBefore(end));
    List<LocalDateTime> read =
        history.times(day).entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .toList();
    for (Sink sink : sinks) {
      if (!sink.fillsGapsOf(ecu.name()).isZero()) {
        int filled = sink.fill(ecu.name(), watts, read);
        if (filled > 0) {
          LOG.info(
              "{}: {} times without a reading on {} are filled for {} with what the ECU has kept of"
                  + " them",
              ecu.name(),
              filled,
              day,
              sink.id());
        }
      }
    }
    return true;
  }
}
