package solar.aps.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import solar.aps.config.Settings.Ecu;
import solar.aps.config.Settings.Management;
import solar.aps.config.Settings.Panels;
import solar.aps.config.Settings.PvOutput;
import solar.aps.config.Settings.Secret;

/** Puts values that have passed every check into their places. */
final class Assembly {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
  private static final Duration SINK_TIMEOUT = Duration.ofSeconds(30);

  private Assembly() {}

  static Settings settings(Values values, ZoneId systemZone) {
    return new Settings(
        new Ecu(
            values.get(Keys.ECU_HOST),
            values.get(Keys.ECU_PATH),
            values.get(Keys.ECU_TIMEOUT),
            RETRY_DELAY,
            values.get(Keys.ECU_MAX_AGE)),
        values.get(Keys.POLL_INTERVAL),
        values.find(Keys.TIME_ZONE).orElse(systemZone),
        new Panels(
            values.get(Keys.SCALE_MISSING),
            values.find(Keys.EXPECTED_COUNT).map(OptionalInt::of).orElse(OptionalInt.empty())),
        values.get(Keys.CONSOLE_FORMAT),
        values.find(Keys.JSON_FILE),
        pvOutput(values),
        values.get(Keys.DEAD_LETTER_DIR),
        values.get(Keys.DATA_DIR),
        values.find(Keys.SINKS_DIR),
        values.find(Keys.MANAGEMENT_PORT).map(port -> management(values, port)),
        SINK_TIMEOUT);
  }

  private static Management management(Values values, int port) {
    return new Management(
        values.get(Keys.MANAGEMENT_HOST),
        port,
        values.find(Keys.MANAGEMENT_ALLOWED_HOSTS).orElse(List.of()));
  }

  private static PvOutput pvOutput(Values values) {
    return new PvOutput(
        values.get(Keys.PUBLISH),
        values.find(Keys.API_KEY).orElse(new Secret("")),
        values.find(Keys.SYSTEM_ID).orElse(""),
        values.get(Keys.SEND_TEMPERATURE),
        values.get(Keys.SEND_VOLTAGE),
        values.find(Keys.FREQUENCY_FIELD).filter(field -> values.get(Keys.SEND_FREQUENCY)),
        values.get(Keys.PVOUTPUT_URL),
        values.get(Keys.BATCH_SIZE),
        values.get(Keys.PVOUTPUT_MAX_AGE),
        values.get(Keys.STATUS_INTERVAL));
  }
}
