package solar.aps.generation;

import java.time.Duration;
import java.time.Instant;

/**
 * What one counter of a device has counted of the day, in Wh. The counter may be reset at any hour,
 * fall, jump, or show nothing for a while: only growth that the panels can have given is believed.
 *
 * @param value what it showed when it was last believed, in Wh, or null before it has shown
 *     anything
 * @param at when that was, or null
 * @param grown what it has grown by since the day's count began, in Wh
 * @param doubtedSince since when it shows what cannot be, or null
 */
record CountedEnergy(Double value, Instant at, double grown, Instant doubtedSince) {
  static final CountedEnergy NOTHING = new CountedEnergy(null, null, 0, null);

  /** The same counter on a new day, or from now on. */
  CountedEnergy fromZero() {
    return new CountedEnergy(value, at, 0, doubtedSince);
  }

  /**
   * The counter after it showed {@code shown}.
   *
   * @param shown what it shows, in Wh, or null if that is not known
   * @param capacity what the panels can give at most, in W
   * @param step the counter's resolution, in Wh
   * @param patience how long it may be doubted; what it shows after that is its new beginning
   * @param falls whether it may begin again at 0
   */
  CountedEnergy show(
      Double shown, Instant now, int capacity, int step, Duration patience, boolean falls) {
    if (shown == null) {
      return this;
    }
    if (value == null || at.isAfter(now)) {
      return new CountedEnergy(shown, now, grown, null);
    }
    double growth = shown < value && falls ? shown : shown - value;
    double most = capacity * hours(at, now) + 2.0 * step;
    if (growth >= 0 && growth <= most) {
      return new CountedEnergy(shown, now, grown + growth, null);
    }
    Instant since = doubtedSince == null || doubtedSince.isAfter(now) ? now : doubtedSince;
    return Duration.between(since, now).compareTo(patience) < 0
        ? new CountedEnergy(value, at, grown, since)
        : new CountedEnergy(shown, now, grown, null);
  }

  /** Whether what it showed last was believed. */
  boolean isBelieved() {
    return value != null && doubtedSince == null;
  }

  /** In one line, for {@link #parse}. */
  String text() {
    return value + " " + at + " " + grown + " " + doubtedSince;
  }

  static CountedEnergy parse(String text) {
    String[] parts = text.split(" ");
    return new CountedEnergy(
        parts[0].equals("null") ? null : Double.valueOf(parts[0]),
        instant(parts[1]),
        Double.parseDouble(parts[2]),
        instant(parts[3]));
  }

  private static Instant instant(String text) {
    return text.equals("null") ? null : Instant.parse(text);
  }

  /** The hours from one time to another; 0 where that is earlier. */
  static double hours(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 3_600_000.0);
  }
}
