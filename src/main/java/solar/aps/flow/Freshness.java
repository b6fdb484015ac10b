package solar.aps.flow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Durations;
import solar.aps.config.Key;
import solar.aps.generation.EcuReading;
import solar.aps.generation.StaleRows;
import solar.aps.plugin.Services;
import solar.aps.storage.SafeFile;

/**
 * Blanks stale rows with a memory that outlives the process: a run of {@code --once} sees each
 * reporting time only once, and could not notice by itself that it stands still.
 */
public final class Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

  /** How long a row's reporting time may stand still; zero: for ever. */
  public static final Key<Duration> MAX_AGE =
      Key.of("ecu.max-age", Durations.zeroOrAtLeast(Duration.ofMinutes(1))).withDefault("15m");

  private final Duration maxAge;
  private final Path file;
  private final ObjectMapper mapper;
  private final boolean kept;
  private final StaleRows rows;

  /**
   * @param ecu the name of the ECU whose rows are looked at
   * @param kept whether the memory is written
   */
  Freshness(String ecu, Services services, boolean kept) {
    this.maxAge = services.settings().get(MAX_AGE);
    this.file = Flow.memory(services.settings(), ecu, "reporting-times", ".json");
    this.mapper = services.json().mapper();
    this.kept = kept;
    this.rows = new StaleRows(maxAge, remembered());
  }

  /** The same reading with every stale row blanked. */
  public synchronized EcuReading check(EcuReading reading) {
    if (maxAge.isZero()) {
      return reading;
    }
    EcuReading fresh = rows.blank(reading);
    if (kept) {
      keep();
    }
    return fresh;
  }

  private Map<String, StaleRows.Sighting> remembered() {
    try {
      return mapper.readValue(Files.readAllBytes(file), new TypeReference<>() {});
    } catch (IOException e) {
      return Map.of(); // the first run; or a memory not worth a fault
    }
  }

  private void keep() {
    try {
      SafeFile.write(file, mapper.writeValueAsBytes(rows.sightings()));
    } catch (IOException e) {
      LOG.debug("the reporting times could not be kept: {}", e.toString());
    }
  }
}
