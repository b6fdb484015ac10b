package solar.aps.sink.pvoutput;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;

/**
 * One point of the graph at PVOutput, as {@code addstatus.jsp} takes it
 * (https://pvoutput.org/help/api_specification.html#add-status-service).
 *
 * @param slot the local time of the point, on a multiple of 5 minutes
 * @param fields the form fields by name, in the order they are sent; a value that is not known has
 *     none
 */
record Status(LocalDateTime slot, Map<String, String> fields) {
  private static final int SLOT_MINUTES = 5;
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  /** The status of {@code summary}, with the fields the settings ask for. */
  static Status of(GenerationSummary summary, Settings.PvOutput settings) {
    // the slot is floored here: two tools then never fight over how PVOutput rounds
    LocalDateTime minute = summary.timestamp().truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime slot = minute.minusMinutes(minute.getMinute() % SLOT_MINUTES);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("d", DATE.format(slot));
    fields.put("t", TIME.format(slot));
    fields.put("v2", Long.toString(summary.totalWattsForOutput()));
    if (settings.sendTemperature()) {
      put(fields, "v5", "%.1f", summary.avgTempC());
    }
    if (settings.sendVoltage()) {
      put(fields, "v6", "%.1f", summary.avgVoltV());
    }
    settings.frequencyField().ifPresent(field -> put(fields, field, "%.2f", summary.avgFreqHz()));
    return new Status(slot, fields);
  }

  /** The fields as the body of an HTML form. */
  String form() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static void put(Map<String, String> fields, String name, String format, Double value) {
    if (value != null) {
      fields.put(name, String.format(Locale.ROOT, format, value));
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
