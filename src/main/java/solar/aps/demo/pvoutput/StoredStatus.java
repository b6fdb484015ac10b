package solar.aps.demo.pvoutput;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A status that was taken.
 *
 * @param slot date and time in the system's zone, rounded to the status interval, such as {@code
 *     20261120 11:10}
 * @param fields v1 to v12 as they were sent, without those left out
 */
public record StoredStatus(String slot, Map<String, String> fields) {
  /** Copies the map. */
  public StoredStatus {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
