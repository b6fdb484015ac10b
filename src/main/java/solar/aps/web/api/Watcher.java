package solar.aps.web.api;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import solar.aps.sink.Backlog;
import solar.aps.watch.Memories;
import solar.aps.watch.Memory;
import solar.aps.watch.Seen;

/**
 * Looks how it is now.
 *
 * @param memories what the flow did
 * @param sinks gives the IDs of all sinks
 * @param titles what people call a sink, by its ID
 * @param backlogs gives what sinks keep
 * @param clock the time of the flow
 */
public record Watcher(
    Memories memories,
    Supplier<List<String>> sinks,
    UnaryOperator<String> titles,
    Supplier<? extends Collection<Backlog>> backlogs,
    Clock clock) {
  Now now() {
    Instant now = clock.instant();
    List<Seen> seen = memories.all().stream().map(Memory::seen).toList();
    ZoneId zone = seen.stream().findFirst().map(Seen::zone).orElse(clock.getZone());
    return new Now(
        now.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toOffsetDateTime(),
        seen.stream().map(ecu -> new EcuNow(ecu, now)).toList(),
        new SinksNow(seen, backlogs.get(), titles, zone).all(sinks.get()));
  }
}
