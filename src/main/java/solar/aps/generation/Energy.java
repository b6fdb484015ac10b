package solar.aps.generation;

/**
 * The counters of energy as a device shows them, which is not always the truth: some are 0 after a
 * restart, and the day of some does not begin at midnight.
 *
 * @param device whose counters they are: the ID of the ECU or of the inverter; empty where no
 *     counter is known
 * @param todayWh energy of the day in Wh by the device's own idea of a day, or null
 * @param totalKwh energy since the device was installed in kWh, or null
 */
public record Energy(String device, Long todayWh, Double totalKwh) {
  /** Of a source that shows no counter, or while none is known. */
  public static final Energy UNKNOWN = new Energy("", null, null);
}
