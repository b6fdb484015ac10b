package solar.aps.generation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Blanks the rows whose inverter has stopped reporting: at night, or when the ECU's main program
 * hangs, the page goes on showing the last values with their old time, and they must not be
 * published as new ones.
 *
 * <p>A row is stale when its reporting time has not advanced for the maximum age by our clock, or
 * lies more than 24 hours behind it. The first rule needs no agreement between the two clocks, but
 * a memory: one instance belongs to one ECU. A row without a time is never stale. After our clock
 * was set back, a time that stands still may count for the maximum age once more.
 */
public final class StaleRows {
  private static final Duration ANY_CLOCK_ERROR = Duration.ofHours(24);

  /**
   * What is remembered of a panel.
   *
   * @param reportedAt its reporting time, in the ECU's local time
   * @param since when that time was first seen, by our clock
   */
  public record Sighting(LocalDateTime reportedAt, Instant since) {
    private boolean isOf(LocalDateTime time, Instant now) {
      // any other time counts as an advance: in autumn the local time steps back
      return reportedAt.equals(time)
          // seen in the future: our clock was set back, and how long it stands is not known
          && !since.isAfter(now);
    }
  }

  private final Duration maxAge;
  private final Map<String, Sighting> sightings;

  /**
   * @param maxAge how long a reporting time may stand still
   * @param sightings what was remembered by panel ID when the memory was last kept
   */
  public StaleRows(Duration maxAge, Map<String, Sighting> sightings) {
    this.maxAge = maxAge;
    this.sightings = new HashMap<>(sightings);
  }

  /** What is remembered by panel ID. */
  public synchronized Map<String, Sighting> sightings() {
    return Map.copyOf(sightings);
  }

  /** The same reading with every stale row blanked, and a warning that says how many were. */
  public synchronized EcuReading blank(EcuReading reading) {
    List<PanelReading> fresh = new ArrayList<>();
    List<PanelReading> stale = new ArrayList<>();
    for (PanelReading panel : reading.panels()) {
      boolean old = isStale(panel, reading.takenAt());
      fresh.add(old ? panel.missing() : panel);
      if (old) {
        stale.add(panel);
      }
    }
    if (stale.isEmpty()) {
      return reading;
    }
    List<String> warnings = new ArrayList<>(reading.warnings());
    warnings.add(
        "%d of %d rows are stale and count as missing: the reporting time of %s stands at %s"
            .formatted(
                stale.size(),
                fresh.size(),
                stale.get(0).panelId(),
                stale.get(0).reportedAt().toString().replace('T', ' ')));
    return new EcuReading(reading.source(), reading.takenAt(), fresh, reading.energy(), warnings);
  }

  private boolean isStale(PanelReading panel, ZonedDateTime now) {
    LocalDateTime reportedAt = panel.reportedAt();
    if (reportedAt == null) {
      return false;
    }
    Sighting sighting =
        sightings.compute(
            panel.panelId(),
            (id, earlier) ->
                earlier != null && earlier.isOf(reportedAt, now.toInstant())
                    ? earlier
                    : new Sighting(reportedAt, now.toInstant()));
    Duration standing = Duration.between(sighting.since(), now);
    Duration behind = Duration.between(reportedAt.atZone(now.getZone()), now);
    return standing.compareTo(maxAge) >= 0 || behind.compareTo(ANY_CLOCK_ERROR) > 0;
  }
}
