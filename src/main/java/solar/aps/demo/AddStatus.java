package solar.aps.demo;

import static java.time.format.ResolverStyle.STRICT;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import solar.aps.demo.SimulatedPvOutput.Request;

/** The rules by which PVOutput takes or refuses one status, for a donor's system. */
final class AddStatus {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(STRICT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(STRICT);
  private static final int OLDEST_DAYS = 14;
  private static final int SLOT_MINUTES = 5;
  private static final Pattern WHOLE = Pattern.compile("\\d+");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final List<String> ENERGY_AND_POWER = List.of("v1", "v2", "v3", "v4");
  private static final List<String> OTHERS =
      List.of("v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12");

  private final String apiKey;
  private final String systemId;

  AddStatus(String apiKey, String systemId) {
    this.apiKey = apiKey;
    this.systemId = systemId;
  }

  /**
   * A status as it is kept.
   *
   * @param slot local date and time floored to 5 minutes, such as {@code 20261120 11:10}
   * @param values v1 to v12 as they were sent, without those left out
   */
  record Status(String slot, Map<String, String> values) {}

  /** PVOutput's answer to a status that it does not take. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** The HTTP status code. */
    final int code;

    private Refusal(int code, String reason, String message) {
      super(reason + " " + code + ": " + message);
      this.code = code;
    }
  }

  /**
   * The status that a request brings.
   *
   * @param today the date in the zone of the system
   * @throws Refusal if PVOutput would not take it
   */
  Status read(Request request, LocalDate today) throws Refusal {
    checkKeys(request);
    String type = header(request, "Content-Type").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw bad("Could not read the body, content type is [" + type + "]");
    }
    String slot = slot(request.form(), today);
    return new Status(slot, values(request.form()));
  }

  private void checkKeys(Request request) throws Refusal {
    if (!header(request, "X-Pvoutput-Apikey").equals(apiKey)) {
      throw new Refusal(401, "Unauthorized", "Invalid API Key");
    }
    if (!header(request, "X-Pvoutput-SystemId").equals(systemId)) {
      throw new Refusal(401, "Unauthorized", "Invalid System ID");
    }
  }

  private static String slot(Map<String, String> form, LocalDate today) throws Refusal {
    String d = form.getOrDefault("d", "");
    String t = form.getOrDefault("t", "");
    if (d.isEmpty() || t.isEmpty()) {
      throw bad("Missing date or time");
    }
    LocalDate date = date(d);
    LocalTime time = time(t);
    if (date.isAfter(today)) {
      throw bad("Date is in the future [" + d + "]");
    }
    if (date.isBefore(today.minusDays(OLDEST_DAYS))) {
      throw bad("Date is older than " + OLDEST_DAYS + " days [" + d + "]");
    }
    int minute = time.getMinute() / SLOT_MINUTES * SLOT_MINUTES;
    return DATE.format(date) + " " + TIME.format(time.withMinute(minute));
  }

  private static LocalDate date(String d) throws Refusal {
    try {
      return LocalDate.parse(d, DATE);
    } catch (DateTimeParseException e) {
      throw bad("Invalid Date [" + d + "]");
    }
  }

  private static LocalTime time(String t) throws Refusal {
    try {
      return LocalTime.parse(t, TIME);
    } catch (DateTimeParseException e) {
      throw bad("Invalid Time [" + t + "]");
    }
  }

  private static Map<String, String> values(Map<String, String> form) throws Refusal {
    Map<String, String> values = new LinkedHashMap<>();
    take(ENERGY_AND_POWER, WHOLE, form, values);
    if (values.isEmpty()) {
      throw bad("Missing energy and power values");
    }
    take(OTHERS, DECIMAL, form, values);
    return values;
  }

  private static void take(
      List<String> names, Pattern number, Map<String, String> form, Map<String, String> values)
      throws Refusal {
    for (String name : names) {
      String value = form.getOrDefault(name, "");
      if (!value.isEmpty() && !number.matcher(value).matches()) {
        throw bad("Could not read " + name + " [" + value + "]");
      }
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    }
  }

  private static String header(Request request, String name) {
    return request.headers().getOrDefault(name, List.of("")).get(0);
  }

  private static Refusal bad(String message) {
    return new Refusal(400, "Bad request", message);
  }
}
