package solar.aps.source;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The power of a whole system over a day, as the ECU itself has kept it.
 *
 * @param watts in W by the ECU's local time, in order
 */
public record DayCurve(Map<LocalDateTime, Integer> watts) {
  /** Takes a copy, in order. */
  public DayCurve {
    watts = Collections.unmodifiableMap(new TreeMap<>(watts));
  }
}
