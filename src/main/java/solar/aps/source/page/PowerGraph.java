package solar.aps.source.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import solar.aps.source.DayCurve;
import solar.aps.source.SourceException;

/** The JSON behind the curve on the ECU's pages: milliseconds of Unix time, and watts. */
final class PowerGraph {
  /** Where ECUs of later firmware serve it. */
  static final String PATH = "/index.php/realtimedata/old_power_graph";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PowerGraph() {}

  /**
   * Reads it.
   *
   * @param day the day that was asked for, in the zone of the ECU
   * @throws SourceException if this is no curve, or not of that day
   */
  static DayCurve read(byte[] answer, LocalDate day, ZoneId zone) throws SourceException {
    JsonNode power = parse(answer).path("power");
    if (!power.isArray()) {
      throw new SourceException(
          "the ECU's curve of %s is not understood: found no list of power in its answer. Report it to the project"
              .formatted(day));
    }
    Map<LocalDateTime, Integer> watts = new TreeMap<>();
    for (JsonNode point : power) {
      if (!point.path("time").isNumber() || !point.path("each_system_power").isNumber()) {
        continue;
      }
      LocalDateTime time =
          LocalDateTime.ofInstant(Instant.ofEpochMilli(point.path("time").longValue()), zone);
      if (!time.toLocalDate().equals(day)) {
        throw new SourceException(
            "the ECU's curve of %s has a point of %s, so its clock has another zone than %s; set time-zone to the ECU's"
                .formatted(day, time, zone));
      }
      watts.put(time, point.path("each_system_power").intValue());
    }
    return new DayCurve(watts);
  }

  private static JsonNode parse(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      return JSON.missingNode(); // reported by the caller
    }
  }
}
