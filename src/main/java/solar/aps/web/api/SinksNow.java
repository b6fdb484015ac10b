package solar.aps.web.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import solar.aps.sink.Backlog;
import solar.aps.sink.SinkReport.Fate;
import solar.aps.watch.Seen;
import solar.aps.watch.Turn;

/**
 * How the sinks are.
 *
 * @param ecus what each ECU's readings came to
 * @param backlogs what sinks keep
 * @param titles what people call a sink, by its ID
 * @param zone in which times are told
 */
record SinksNow(
    List<Seen> ecus, Collection<Backlog> backlogs, UnaryOperator<String> titles, ZoneId zone) {
  /** All of these; one that keeps the readings of each ECU apart has an entry for each. */
  List<SinkNow> all(List<String> sinks) {
    return sinks.stream().flatMap(this::entries).toList();
  }

  private Stream<SinkNow> entries(String sink) {
    List<Backlog> own = backlogs.stream().filter(each -> each.sink().equals(sink)).toList();
    if (own.stream().noneMatch(backlog -> backlog.ecu() != null)) {
      return Stream.of(entry(sink, null, ecus, own.stream().findFirst()));
    }
    return own.stream()
        .map(
            backlog ->
                entry(
                    sink,
                    backlog.ecu(),
                    ecus.stream().filter(ecu -> backlog.ecu().equals(ecu.ecu())).toList(),
                    Optional.of(backlog)));
  }

  private SinkNow entry(String sink, String ecu, List<Seen> about, Optional<Backlog> backlog) {
    Optional<Turn> turn =
        about.stream()
            .map(each -> each.turns().get(sink))
            .filter(Objects::nonNull)
            .max(Comparator.comparing(Turn::failed).thenComparing(Turn::at));
    Optional<Instant> taken =
        about.stream()
            .map(each -> each.successes().get(sink))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder());
    OptionalInt waiting = backlog.map(Backlog::waiting).orElse(OptionalInt.empty());
    SinkNow.State state = state(turn, backlog, waiting);
    return new SinkNow(
        sink,
        titles.apply(sink),
        ecu,
        state,
        taken.map(this::time).orElse(null),
        waiting.isPresent() ? waiting.getAsInt() : null,
        words(state, turn, backlog, waiting, taken));
  }

  private static SinkNow.State state(
      Optional<Turn> turn, Optional<Backlog> backlog, OptionalInt waiting) {
    if (backlog.flatMap(Backlog::refusal).isPresent()) {
      return SinkNow.State.REFUSED;
    }
    if (turn.filter(Turn::failed).isPresent()) {
      return SinkNow.State.FAILED;
    }
    if (waiting.orElse(0) > 0) {
      return SinkNow.State.WAITING;
    }
    Fate fate = turn.map(Turn::fate).orElse(Fate.SKIPPED);
    return switch (fate) {
      case DELIVERED -> SinkNow.State.OK;
      // it was delivered after its report
      case WAITING -> waiting.isPresent() ? SinkNow.State.OK : SinkNow.State.WAITING;
      case REFUSED -> SinkNow.State.REFUSED;
      case SKIPPED -> SinkNow.State.IDLE;
    };
  }

  private String words(
      SinkNow.State state,
      Optional<Turn> turn,
      Optional<Backlog> backlog,
      OptionalInt waiting,
      Optional<Instant> taken) {
    String said = turn.map(Turn::words).orElse("no reading yet");
    boolean isKept = turn.filter(last -> last.fate() == Fate.WAITING).isPresent();
    return switch (state) {
      case OK ->
          taken.map(at -> "taken " + PanelNow.MINUTE.format(time(at))).orElse("nothing waits");
      case WAITING -> count(waiting) + (isKept ? withoutCount(said) : "");
      case REFUSED ->
          count(waiting)
              + backlog
                  .flatMap(Backlog::refusal)
                  .map(words -> "the settings are refused (" + words + ")")
                  .orElse(withoutCount(said));
      case FAILED, IDLE -> said;
    };
  }

  private static String count(OptionalInt waiting) {
    int items = waiting.orElse(0);
    return items == 0 ? "" : items + (items == 1 ? " waits; " : " wait; ");
  }

  /** The count of the report may be older than the one before it. */
  private static String withoutCount(String report) {
    return report.replaceFirst(", outbox \\d+", "");
  }

  private OffsetDateTime time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toOffsetDateTime();
  }
}
