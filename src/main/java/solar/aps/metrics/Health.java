package solar.aps.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import solar.aps.sink.Backlog;

/** What makes the program ill, each with its reason. Night does not: its pages are good pages. */
final class Health {
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Memory memory;
  private final Supplier<? extends Collection<Backlog>> backlogs;
  private final Clock clock;

  /**
   * @param backlogs gives what sinks keep
   */
  Health(Memory memory, Supplier<? extends Collection<Backlog>> backlogs, Clock clock) {
    this.memory = memory;
    this.backlogs = backlogs;
    this.clock = clock;
  }

  /** What is wrong, by the name of its check; empty if nothing is. */
  Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    overdue().ifPresent(words -> faults.put("poll", words));
    any(this::stuck).ifPresent(words -> faults.put("outbox", words));
    any(Health::refused).ifPresent(words -> faults.put("settings", words));
    return faults;
  }

  private Optional<String> overdue() {
    return memory
        .overdueSince()
        .map(
            since ->
                "the ECU was not read since %s, for more than three poll intervals; see the log for why"
                    .formatted(time(since)));
  }

  private Optional<String> stuck(Backlog backlog) {
    return backlog
        .stuckSince()
        .filter(since -> !since.plus(LONGEST_WAIT).isAfter(clock.instant()))
        .map(
            since ->
                "the outbox has not shrunk since %s and holds %d; see the log for why"
                    .formatted(time(since), backlog.waiting().orElse(0)));
  }

  private static Optional<String> refused(Backlog backlog) {
    return backlog
        .refusal()
        .map(
            words ->
                "publishing pauses because the settings are refused (%s); correct them and start again"
                    .formatted(words));
  }

  private Optional<String> any(Function<Backlog, Optional<String>> fault) {
    return backlogs.get().stream().map(fault).flatMap(Optional::stream).findFirst();
  }

  private String time(Instant instant) {
    return MINUTE.format(LocalDateTime.ofInstant(instant, clock.getZone()));
  }
}
