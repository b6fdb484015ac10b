package solar.aps.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import solar.aps.sink.Backlog;
import solar.aps.watch.Memories;
import solar.aps.watch.Memory;

/** What makes the program ill, each with its reason. Night does not: its pages are good pages. */
final class Health {
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  /**
   * Something that is wrong.
   *
   * @param check the name of its check
   * @param words what it is, and what to do
   */
  record Fault(String check, String words) {}

  private final Memories memories;
  private final Supplier<? extends Collection<Backlog>> backlogs;
  private final Clock clock;

  /**
   * @param backlogs gives what sinks keep
   */
  Health(Memories memories, Supplier<? extends Collection<Backlog>> backlogs, Clock clock) {
    this.memories = memories;
    this.backlogs = backlogs;
    this.clock = clock;
  }

  /** What is wrong; empty if nothing is. */
  List<Fault> faults() {
    Collection<Backlog> kept = backlogs.get();
    return Stream.of(
            memories.all().stream().filter(Memory::isPolled).map(this::overdue),
            kept.stream().map(this::stuck),
            kept.stream().map(Health::refused))
        .flatMap(all -> all)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Fault> overdue(Memory memory) {
    return memory
        .overdueSince()
        .map(
            since ->
                fault(
                    "poll",
                    memory.ecu(),
                    "the ECU was not read since %s, for more than three poll intervals; see the log for why"
                        .formatted(time(since))));
  }

  private Optional<Fault> stuck(Backlog backlog) {
    return backlog
        .stuckSince()
        .filter(since -> !since.plus(LONGEST_WAIT).isAfter(clock.instant()))
        .map(
            since ->
                fault(
                    "outbox",
                    backlog.ecu(),
                    "the outbox of %s has not shrunk since %s and holds %d; see the log for why"
                        .formatted(backlog.sink(), time(since), backlog.waiting().orElse(0))));
  }

  private static Optional<Fault> refused(Backlog backlog) {
    return backlog
        .refusal()
        .map(
            words ->
                fault(
                    "settings",
                    backlog.ecu(),
                    "nothing is sent to %s because of its settings (%s); correct them and start again"
                        .formatted(backlog.sink(), words)));
  }

  private static Fault fault(String check, String ecu, String words) {
    return new Fault(check, ecu == null ? words : ecu + ": " + words);
  }

  private String time(Instant instant) {
    return MINUTE.format(LocalDateTime.ofInstant(instant, clock.getZone()));
  }
}
