package solar.aps.route;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.generation.EcuReading;
import solar.aps.generation.StaleRows;
import solar.aps.storage.SafeFile;

/**
 * Blanks stale rows with a memory that outlives the process: a run of {@code --once} sees each
 * reporting time only once, and could not tell by itself that it stands still.
 */
final class Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

  private final Duration maxAge;
  private final Path file;
  private final ObjectMapper mapper;
  private final boolean dry;
  private final StaleRows rows;

  /**
   * @param maxAge how long a reporting time may stand still; zero: for ever
   * @param dataDir the folder in which the memory is kept
   * @param dry whether nothing is written
   */
  Freshness(Duration maxAge, Path dataDir, ObjectMapper mapper, boolean dry) {
    this.maxAge = maxAge;
    this.file = dataDir.resolve("reporting-times.json");
    this.mapper = mapper;
    this.dry = dry;
    this.rows = new StaleRows(maxAge, remembered());
  }

  /** The same reading with every stale row blanked. */
  public synchronized EcuReading check(EcuReading reading) {
    if (maxAge.isZero()) {
      return reading;
    }
    EcuReading fresh = rows.blank(reading);
    if (!dry) {
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
