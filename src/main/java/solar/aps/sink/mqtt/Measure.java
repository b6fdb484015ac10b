package solar.aps.sink.mqtt;

import java.util.Locale;

/**
 * What is published, with Home Assistant's words for it: <a
 * href="https://www.home-assistant.io/integrations/sensor/">device class, state class and unit</a>.
 */
enum Measure {
  /** Of an ECU and of a channel, in W. */
  POWER("Power", "power", "measurement", "W", 0),
  /** Energy of the local day in kWh. */
  ENERGY_TODAY("Energy today", "energy", "total_increasing", "kWh", 2),
  /** Energy of the lifetime in kWh; it never falls. */
  ENERGY_TOTAL("Energy total", "energy", "total_increasing", "kWh", 1),
  /** How many panels gave their power. */
  PANELS_RECEIVED("Panels received", null, "measurement", null, 0),
  /** How many panels there are by the settings. */
  PANELS_EXPECTED("Panels expected", null, "measurement", null, 0),
  /** When the reading was taken: ISO 8601 with the offset from UTC. */
  LAST_READING("Last reading", "timestamp", null, null, null),
  /** Whether the inverter gave the power of any of its panels: ON or OFF. */
  ONLINE("Online", "connectivity", null, null, null),
  /** Grid voltage in V. */
  VOLTAGE("Voltage", "voltage", "measurement", "V", 0),
  /** Grid frequency in Hz. */
  FREQUENCY("Frequency", "frequency", "measurement", "Hz", 1),
  /** Temperature of the inverter in °C. */
  TEMPERATURE("Temperature", "temperature", "measurement", "°C", 0);

  final String title;
  final String deviceClass;
  final String stateClass;
  final String unit;
  final Integer decimals;

  Measure(String title, String deviceClass, String stateClass, String unit, Integer decimals) {
    this.title = title;
    this.deviceClass = deviceClass;
    this.stateClass = stateClass;
    this.unit = unit;
    this.decimals = decimals;
  }

  /** The last level of its topics. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is true for a moment only: an old one says nothing. */
  boolean isLive() {
    return switch (this) {
      case POWER, PANELS_RECEIVED, ONLINE, VOLTAGE, FREQUENCY, TEMPERATURE -> true;
      default -> false;
    };
  }

  /** Whether it is of interest only to whoever looks for a fault. */
  boolean isDiagnostic() {
    return switch (this) {
      case PANELS_RECEIVED, PANELS_EXPECTED, LAST_READING, ONLINE -> true;
      default -> false;
    };
  }
}
