package solar.aps.flow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import solar.aps.config.Durations;
import solar.aps.config.Key;
import solar.aps.generation.EcuReading;
import solar.aps.generation.StaleRows;
import solar.aps.storage.MemoryFile;

/**
 * Blanks stale rows with a memory that outlives the process: a run of {@code --once} sees each
 * reporting time only once, and could not notice by itself that it stands still.
 */
public final class Freshness {
  /** How long a row's reporting time may stand still; zero: for ever. */
  public static final Key<Duration> MAX_AGE =
      Key.of("ecu.max-age", Durations.zeroOrAtLeast(Duration.ofMinutes(1)))
          .withDefault("15m")
          .perEcu();

  private final Duration maxAge;
  private final MemoryFile file;
  private final StaleRows rows;

  /**
   * @param ecu whose rows are looked at
   * @param kept whether the memory is written
   */
  Freshness(Ecu ecu, boolean kept) {
    this.maxAge = ecu.services().settings().get(MAX_AGE);
    this.file = ecu.memory("reporting-times", kept);
    this.rows = new StaleRows(maxAge, remembered());
  }

  /** The same reading with every stale row blanked. */
  public synchronized EcuReading check(EcuReading reading) {
    if (maxAge.isZero()) {
      return reading;
    }
    EcuReading fresh = rows.blank(reading);
    file.write(rows.sightings().entrySet().stream().map(Freshness::line).toList());
    return fresh;
  }

  /** A line for each panel: its reporting time, since when, and its ID. */
  private static String line(Map.Entry<String, StaleRows.Sighting> panel) {
    StaleRows.Sighting seen = panel.getValue();
    return seen.reportedAt() + " " + seen.since() + " " + panel.getKey();
  }

  private Map<String, StaleRows.Sighting> remembered() {
    Map<String, StaleRows.Sighting> sightings = new HashMap<>();
    try {
      for (String line : file.read()) {
        String[] parts = line.split(" ", 3);
        if (parts.length == 3) {
          sightings.put(
              parts[2],
              new StaleRows.Sighting(LocalDateTime.parse(parts[0]), Instant.parse(parts[1])));
        }
      }
    } catch (DateTimeException e) {
      sightings.clear(); // a file of somebody else
    }
    return sightings;
  }
}
