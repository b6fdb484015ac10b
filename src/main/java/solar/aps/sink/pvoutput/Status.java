package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import solar.aps.generation.GenerationSummary;

/**
 * One point of the graph at PVOutput
 * (https://pvoutput.org/help/api_specification.html#add-status-service).
 *
 * @param slot the local time of the point, on a multiple of the status interval
 * @param takenAt when the reading behind it was taken; in autumn two readings have one slot
 * @param values the fields v1 to v12 by name; a value that is not known has none
 */
record Status(
    @JsonFormat(pattern = "uuuu-MM-dd'T'HH:mm") LocalDateTime slot,
    Instant takenAt,
    Map<String, String> values) {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final Pattern FIELD = Pattern.compile("v([1-9]|1[0-2])");
  private static final int FIELDS = 12;
  private static final int FIRST_EXTENDED = 7;

  /**
   * Takes a copy of {@code values}.
   *
   * @throws NullPointerException if a component is null
   * @throws IllegalArgumentException if a field is none of v1 to v12
   */
  Status {
    Objects.requireNonNull(slot, "slot");
    Objects.requireNonNull(takenAt, "takenAt");
    if (!values.keySet().stream().allMatch(FIELD.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "found the fields " + values.keySet() + ", expected v1 to v12");
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The status of {@code summary}, with the fields the settings ask for.
   *
   * @param interval the status interval of the system, in minutes
   */
  static Status of(
      GenerationSummary summary, Instant takenAt, PvOutputSettings settings, int interval) {
    LocalDateTime slot = slot(summary.timestamp(), interval);
    Map<String, String> values = new LinkedHashMap<>();
    if (settings.sendEnergy() && summary.energyTodayWh() != null) {
      values.put("v1", Long.toString(summary.energyTodayWh()));
    }
    values.put("v2", Long.toString(summary.totalWattsForOutput()));
    if (settings.sendTemperature()) {
      put(values, "v5", "%.1f", summary.avgTempC());
    }
    if (settings.sendVoltage()) {
      put(values, "v6", "%.1f", summary.avgVoltV());
    }
    settings.frequencyField().ifPresent(field -> put(values, field, "%.2f", summary.avgFreqHz()));
    return new Status(slot, takenAt, values);
  }

  /**
   * The slot of a local time. It is floored here: two tools then never fight over how PVOutput
   * rounds.
   *
   * @param interval the status interval of the system, in minutes
   */
  static LocalDateTime slot(LocalDateTime time, int interval) {
    LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
    return minute.minusMinutes(minute.getMinute() % interval);
  }

  private static void put(Map<String, String> values, String name, String format, Double value) {
    if (value != null) {
      values.put(name, String.format(Locale.ROOT, format, value));
    }
  }

  /** Whether it has a field that only donors may send. */
  boolean isExtended() {
    return values.keySet().stream().anyMatch(Status::isExtended);
  }

  /** The same status with the fields that everybody may send. */
  Status withoutExtended() {
    Map<String, String> basic = new LinkedHashMap<>(values);
    basic.keySet().removeIf(Status::isExtended);
    return new Status(slot, takenAt, basic);
  }

  private static boolean isExtended(String field) {
    return Integer.parseInt(field.substring(1)) >= FIRST_EXTENDED;
  }

  /** The status as the body of an HTML form, for {@code addstatus.jsp}. */
  String form() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("d", DATE.format(slot));
    fields.put("t", TIME.format(slot));
    fields.putAll(values);
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** The status as a row, for {@code addbatchstatus.jsp}; a field that is not known is empty. */
  String row() {
    String fields =
        IntStream.rangeClosed(1, FIELDS)
            .mapToObj(i -> values.getOrDefault("v" + i, ""))
            .collect(Collectors.joining(","));
    return (rowKey() + "," + fields).replaceAll(",+$", "");
  }

  /** How an answer names the row: its date and time. */
  String rowKey() {
    return DATE.format(slot) + "," + TIME.format(slot);
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
