package solar.aps.watch;

import java.time.Instant;
import solar.aps.sink.SinkReport.Fate;

/**
 * What became of the last reading that a sink was given.
 *
 * @param at when that was
 * @param fate where the reading is; null if the sink failed
 * @param words what the log says of it; empty if that is nothing
 */
public record Turn(Instant at, Fate fate, String words) {
  /** Whether the sink did not take the reading. */
  public boolean failed() {
    return fate == null;
  }
}
