package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * The energy of the lifetime as it is published, in kWh to 3 decimals. It never falls and is never
 * 0: Home Assistant takes a fall for a new meter, and what comes after it for energy of today.
 *
 * @param published what was published last; null before that
 * @param offset what is added to what the ECU shows, since one with another count took its place
 * @param doubtedSince since when it shows less than was published, or null
 */
record EnergyTotal(BigDecimal published, BigDecimal offset, Instant doubtedSince) {
  static final EnergyTotal NOTHING = new EnergyTotal(null, BigDecimal.ZERO, null);

  private static final int DECIMALS = 3;

  /** So long a smaller count is taken for a mistake; after that it is counted on from there. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  /**
   * After the ECU has shown {@code kwh}.
   *
   * @param kwh what it shows, or null if that is not known
   */
  EnergyTotal show(Double kwh, Instant now) {
    if (kwh == null || !Double.isFinite(kwh)) {
      return this;
    }
    BigDecimal shown = rounded(BigDecimal.valueOf(kwh));
    if (shown.signum() <= 0) {
      return this;
    }
    BigDecimal total = shown.add(offset);
    if (published == null || total.compareTo(published) >= 0) {
      return new EnergyTotal(total, offset, null);
    }
    Instant since = doubtedSince == null || doubtedSince.isAfter(now) ? now : doubtedSince;
    return Duration.between(since, now).compareTo(PATIENCE) < 0
        ? new EnergyTotal(published, offset, since)
        : new EnergyTotal(published, published.subtract(shown), null);
  }

  /** After it has turned out that {@code kwh} was published at some time. */
  EnergyTotal atLeast(BigDecimal kwh) {
    BigDecimal known = rounded(kwh);
    return known.signum() > 0 && (published == null || known.compareTo(published) > 0)
        ? new EnergyTotal(known, offset, doubtedSince)
        : this;
  }

  private static BigDecimal rounded(BigDecimal kwh) {
    return kwh.setScale(DECIMALS, RoundingMode.HALF_UP);
  }
}
