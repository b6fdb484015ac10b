package solar.aps.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import solar.aps.generation.GenerationSummary;

/** Follows which panels give nothing while others do, and since when, through a day. */
final class Silence {
  /** Panels fall asleep one after the other within so long. */
  private static final Duration DUSK = Duration.ofMinutes(90);

  private final Map<String, Optional<Instant>> panels = new LinkedHashMap<>();
  private LocalDate day;
  private Instant lastLight = Instant.MIN;
  private boolean dark = true;

  /** A panel that is not on the page any more is as silent as one without power. */
  void add(GenerationSummary reading, Instant at) {
    LocalDate itsDay = reading.timestamp().toLocalDate();
    if (!itsDay.equals(day)) {
      day = itsDay;
      panels.clear();
    }
    reading.panels().keySet().forEach(panel -> panels.putIfAbsent(panel, Optional.empty()));
    dark = reading.receivedCount() == 0;
    if (!dark) {
      lastLight = at;
      panels.replaceAll(
          (panel, since) ->
              reading.panels().get(panel) == null
                  ? since.or(() -> Optional.of(at))
                  : Optional.empty());
    }
  }

  /** The panels of the day, and since when each that is silent is so; who sleeps is not. */
  Map<String, Optional<Instant>> panels() {
    Map<String, Optional<Instant>> known = new LinkedHashMap<>(panels);
    if (dark) {
      known.replaceAll((panel, since) -> since.filter(at -> at.isBefore(lastLight.minus(DUSK))));
    }
    return Collections.unmodifiableMap(known);
  }
}
