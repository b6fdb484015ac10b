package solar.aps.demo.pvoutput;

import static java.time.format.ResolverStyle.STRICT;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The rules by which PVOutput takes or refuses one status, alone or as a row of a batch. */
final class AddStatus {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(STRICT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(STRICT);
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");
  private static final Pattern WHOLE = Pattern.compile("\\d+");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final List<String> ENERGY_AND_POWER = List.of("v1", "v2", "v3", "v4");
  private static final List<String> TEMPERATURE_AND_VOLTAGE = List.of("v5", "v6");
  private static final List<String> EXTENDED = List.of("v7", "v8", "v9", "v10", "v11", "v12");

  private final Account account;
  private final Clock clock;
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  /**
   * @param clock the present time; its zone is the zone of the system
   */
  AddStatus(Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /** From now on answers every status of this slot with a 400 and these words. */
  void refuse(String slot, String answer) {
    refused.put(slot, answer);
  }

  /**
   * The status that these fields make.
   *
   * @param fields d, t and v1 to v12; a field that is empty counts as missing
   * @throws Refusal if PVOutput would not take it
   */
  StoredStatus read(Map<String, String> fields) throws Refusal {
    StoredStatus status = new StoredStatus(slot(fields), values(fields));
    String answer = refused.get(status.slot());
    if (answer != null) {
      throw new Refusal(400, answer);
    }
    return status;
  }

  private String slot(Map<String, String> fields) throws Refusal {
    String d = fields.getOrDefault("d", "");
    String t = fields.getOrDefault("t", "");
    if (d.isEmpty() || t.isEmpty()) {
      throw Refusal.bad("Missing date or time");
    }
    LocalDate date = date(d);
    LocalTime time = time(t);
    LocalDate today = LocalDate.now(clock);
    if (date.isAfter(today)) {
      throw Refusal.bad("Date is in the future [" + d + "]");
    }
    if (date.isBefore(today.minusDays(account.oldestDays()))) {
      throw Refusal.bad("Date is older than " + account.oldestDays() + " days [" + d + "]");
    }
    return SLOT.format(nearestSlot(date.atTime(time), account.statusInterval));
  }

  private static LocalDateTime nearestSlot(LocalDateTime time, int interval) {
    LocalDateTime middle = time.plusMinutes(interval / 2);
    return middle.minusMinutes(middle.getMinute() % interval);
  }

  private static LocalDate date(String d) throws Refusal {
    try {
      return LocalDate.parse(d, DATE);
    } catch (DateTimeParseException e) {
      throw Refusal.bad("Invalid Date [" + d + "]");
    }
  }

  private static LocalTime time(String t) throws Refusal {
    try {
      return LocalTime.parse(t, TIME);
    } catch (DateTimeParseException e) {
      throw Refusal.bad("Invalid Time [" + t + "]");
    }
  }

  private Map<String, String> values(Map<String, String> fields) throws Refusal {
    Map<String, String> values = new LinkedHashMap<>(numbers(ENERGY_AND_POWER, WHOLE, fields));
    if (values.isEmpty()) {
      throw Refusal.bad("Missing energy and power values");
    }
    values.putAll(numbers(TEMPERATURE_AND_VOLTAGE, DECIMAL, fields));
    Map<String, String> extended = numbers(EXTENDED, DECIMAL, fields);
    if (!extended.isEmpty() && !account.donor) {
      throw Refusal.forbidden("Donation Mode");
    }
    values.putAll(extended);
    return values;
  }

  private static Map<String, String> numbers(
      List<String> names, Pattern number, Map<String, String> fields) throws Refusal {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      String value = fields.getOrDefault(name, "");
      if (!value.isEmpty() && !number.matcher(value).matches()) {
        throw Refusal.bad("Could not read " + name + " [" + value + "]");
      }
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    }
    return values;
  }
}
