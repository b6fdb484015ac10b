package solar.aps.source;

/** What an ECU may report and be believed, from the least to the greatest value. */
public enum Believable {
  /** Power of a channel; the largest microinverters give 2000 W with all their channels. */
  WATTS(0, 2000, "W"),

  /** Grid frequency, of a grid of 50 or 60 Hz; one that is gone has no frequency. */
  HERTZ(40, 70, "Hz"),

  /** Grid voltage, up to that between two phases of 480 V; a phase that is gone has 0 V. */
  VOLTS(0, 600, "V"),

  /** Inverter temperature. */
  CELSIUS(-60, 150, "°C");

  private final int min;
  private final int max;
  private final String unit;

  Believable(int min, int max, String unit) {
    this.min = min;
    this.max = max;
    this.unit = unit;
  }

  /** Whether this value is believed. */
  public boolean allows(double value) {
    return value >= min && value <= max;
  }

  /** Such as {@code 0 to 2000}. */
  public String range() {
    return min + " to " + max;
  }

  /** Such as {@code W}. */
  public String unit() {
    return unit;
  }
}
