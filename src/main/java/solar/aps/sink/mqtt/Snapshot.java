package solar.aps.sink.mqtt;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/**
 * A reading in the texts in which it is published. A text is empty where the value is not known:
 * the power of a silent panel is not 0.
 *
 * @param ecu the name of the ECU
 * @param takenAt when the reading was taken, in the zone of the ECU
 * @param totalKwh the energy of the lifetime as the ECU has it, or null
 * @param values those of the whole system but the energy of the lifetime
 * @param inverters those of each inverter, by its serial number, safe for topics
 */
record Snapshot(
    String ecu,
    ZonedDateTime takenAt,
    Double totalKwh,
    Map<Component, String> values,
    Map<String, Map<Component, String>> inverters) {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
  private static final int WH_A_KWH = 3;

  /**
   * @param zone that of the ECU
   */
  static Snapshot of(GenerationSummary summary, ZoneId zone) {
    ZonedDateTime takenAt = summary.takenAt().atZone(zone);
    Map<String, Map<Component, String>> inverters = new LinkedHashMap<>();
    for (Inverter inverter : summary.inverters()) {
      inverters.put(Topics.safe(inverter.serial()), values(inverter));
    }
    return new Snapshot(
        ecu(summary), takenAt, summary.energyTotalKwh(), values(summary, takenAt), inverters);
  }

  /** The name of the ECU of a reading. */
  static String ecu(GenerationSummary summary) {
    return CommonKeys.name(summary.ecu());
  }

  /** The day of the reading, at the ECU. */
  LocalDate day() {
    return takenAt.toLocalDate();
  }

  private static Map<Component, String> values(GenerationSummary summary, ZonedDateTime takenAt) {
    Map<Component, String> values = new LinkedHashMap<>();
    boolean heard = summary.receivedCount() > 0;
    put(values, Measure.POWER, heard ? Long.toString(summary.totalWattsForOutput()) : "");
    put(values, Measure.ENERGY_TODAY, kwh(summary.energyTodayWh()));
    put(values, Measure.PANELS_RECEIVED, Integer.toString(summary.receivedCount()));
    put(values, Measure.PANELS_EXPECTED, Objects.toString(summary.expectedCount(), ""));
    put(values, Measure.LAST_READING, ISO.format(takenAt));
    return values;
  }

  private static Map<Component, String> values(Inverter inverter) {
    Map<Component, String> values = new LinkedHashMap<>();
    put(values, Measure.ONLINE, inverter.online() ? "ON" : "OFF");
    put(values, Measure.VOLTAGE, number(inverter.volts()));
    put(values, Measure.FREQUENCY, number(inverter.hertz()));
    put(values, Measure.TEMPERATURE, number(inverter.celsius()));
    inverter
        .channels()
        .forEach(
            (channel, watts) ->
                values.put(
                    new Component(Measure.POWER, Topics.safe(channel)),
                    Objects.toString(watts, "")));
    return values;
  }

  private static void put(Map<Component, String> values, Measure measure, String text) {
    values.put(Component.of(measure), text);
  }

  private static String kwh(Long wattHours) {
    return wattHours == null || wattHours < 0 ? "" : plain(BigDecimal.valueOf(wattHours, WH_A_KWH));
  }

  private static String number(Double value) {
    return value == null || !Double.isFinite(value) ? "" : plain(BigDecimal.valueOf(value));
  }

  /** Without an exponent and without zeros at the end. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
