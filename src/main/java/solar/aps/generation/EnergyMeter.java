package solar.aps.generation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Measures the energy of the local day and of the lifetime. What a device counts is not always the
 * truth: counters stay at 0, are doubled, or are reset at 22:00 or at midnight of UTC. So each
 * counter is followed by itself, as is the power that was seen, and for the day that one is taken
 * which agrees with the others: the counter of the day, or the growth of the lifetime, or the
 * power.
 *
 * <p>The energy of a day begins with 0 at local midnight, does not fall before the next, and rises
 * by no more than the panels can give. On a day whose beginning was not seen it is not known, but
 * for a counter of the day that agrees with the power since. The lifetime does not fall.
 *
 * <p>One instance belongs to one ECU.
 */
public final class EnergyMeter {
  /** What the energy of a day was measured by. */
  public enum Method {
    /** The device's own counter of the day. */
    COUNTER,
    /** The growth of its lifetime counter. */
    LIFETIME,
    /** The power that was seen; times of more than 15 minutes without a reading count nothing. */
    POWER
  }

  /**
   * What was measured.
   *
   * @param todayWh energy of the local day in Wh, or null if it is not known
   * @param todayBy what it was measured by, or null
   * @param totalKwh energy of the lifetime in kWh, or null if it is not known
   */
  public record Measured(Long todayWh, Method todayBy, Double totalKwh) {}

  /** No system of many panels gives more for each. */
  private static final int WATTS_A_PANEL = 600;

  private static final Duration USUAL_GAP = Duration.ofMinutes(15);

  /** Less than this share of what the panels can give is as good as dark. */
  private static final double DARK = 0.02;

  /** More than this share of it at the first light, and it was not the first. */
  private static final double MOST_AT_DAWN = 0.05;

  /** Later than this a system without power has done its day. */
  private static final LocalTime EVENING = LocalTime.of(20, 0);

  private static final LocalTime DAWN = LocalTime.of(4, 0);

  /** On average over a day since dawn no system gives more of what its panels can. */
  private static final double MOST_OF_CAPACITY = 0.7;

  private static final int COUNTER_STEP = 10;
  private static final int LIFETIME_STEP = 100;
  private static final Duration COUNTER_PATIENCE = Duration.ofHours(1);
  private static final Duration LIFETIME_PATIENCE = Duration.ofDays(1);

  /** Power is seen at moments, and not where energy is counted. */
  private static final double LEAST_SHARE_OF_POWER = 0.6;

  private static final double GREATEST_SHARE_OF_POWER = 1.6;
  private static final int WH_OF_NO_MATTER = 50;
  private static final double SHARE_OF_LIFETIME = 0.1;

  /**
   * So much must agree before a counter of a day is believed that was not seen from its beginning.
   */
  private static final int PROOF_WH = 300;

  private final Duration longestGap;
  private String device = "";
  private LocalDate day;
  private boolean whole;
  private Instant at;
  private long watts;

  /** Whether no panel was heard when the day began, at a time at which there may be light. */
  private boolean doubtful;

  private boolean fell;
  private double seenWh;
  private double unseenHours;
  private CountedEnergy counter = CountedEnergy.NOTHING;
  private CountedEnergy lifetime = CountedEnergy.NOTHING;
  private Double totalWh;
  private Double publishedWh;

  /**
   * @param memory what {@link #memory()} gave last; empty at first
   * @param pollInterval the time between two readings
   */
  public EnergyMeter(Map<String, String> memory, Duration pollInterval) {
    Duration half = pollInterval.multipliedBy(3).dividedBy(2);
    longestGap = half.compareTo(USUAL_GAP) > 0 ? half : USUAL_GAP;
    Function<String, String> text = name -> memory.getOrDefault(name, "");
    if (memory.isEmpty()) {
      return;
    }
    device = text.apply("device");
    day = LocalDate.parse(text.apply("day"));
    whole = Boolean.parseBoolean(text.apply("whole"));
    at = Instant.parse(text.apply("at"));
    watts = Long.parseLong(text.apply("watts"));
    doubtful = Boolean.parseBoolean(text.apply("doubtful"));
    fell = Boolean.parseBoolean(text.apply("fell"));
    seenWh = Double.parseDouble(text.apply("seen-wh"));
    unseenHours = Double.parseDouble(text.apply("unseen-hours"));
    counter = CountedEnergy.parse(text.apply("counter"));
    lifetime = CountedEnergy.parse(text.apply("lifetime"));
    totalWh = number(text.apply("total-wh"));
    publishedWh = number(text.apply("published-wh"));
  }

  private static Double number(String text) {
    return text.isEmpty() ? null : Double.valueOf(text);
  }

  /** What another meter must know to go on; empty before the first reading. */
  public synchronized Map<String, String> memory() {
    Map<String, String> memory = new HashMap<>();
    if (day == null) {
      return memory;
    }
    memory.put("device", device);
    memory.put("day", day.toString());
    memory.put("whole", Boolean.toString(whole));
    memory.put("at", at.toString());
    memory.put("watts", Long.toString(watts));
    memory.put("doubtful", Boolean.toString(doubtful));
    memory.put("fell", Boolean.toString(fell));
    memory.put("seen-wh", Double.toString(seenWh));
    memory.put("unseen-hours", Double.toString(unseenHours));
    memory.put("counter", counter.text());
    memory.put("lifetime", lifetime.text());
    memory.put("total-wh", Objects.toString(totalWh, ""));
    memory.put("published-wh", Objects.toString(publishedWh, ""));
    return memory;
  }

  /**
   * Takes a reading.
   *
   * @param reading what the ECU gave, stale rows blanked
   */
  public synchronized Measured measure(EcuReading reading) {
    if (reading.panels().isEmpty()) {
      return new Measured(null, null, null);
    }
    Energy shown = reading.energy();
    if (!shown.device().isEmpty() && !shown.device().equals(device)) {
      device = shown.device();
      counter = CountedEnergy.NOTHING;
      lifetime = CountedEnergy.NOTHING;
      totalWh = null;
    }
    int capacity = WATTS_A_PANEL * reading.panels().size();
    boolean justBefore = at != null && !at.plus(longestGap).isBefore(reading.takenAt().toInstant());
    Beginning beginning =
        beginning(reading.takenAt(), justBefore, power(reading) < DARK * capacity);
    if (beginning != Beginning.NONE) {
      beginDay(reading.takenAt(), beginning);
      doubtful =
          !justBefore && isUnheard(reading) && !reading.takenAt().toLocalTime().isBefore(DAWN);
    } else if (doubtful && !isUnheard(reading)) {
      // it was no dawn if the first panels that are heard give much
      whole &= power(reading) <= MOST_AT_DAWN * capacity;
      doubtful = false;
    }
    if (beginning == Beginning.NONE) {
      fell |= hasFallen(shown);
    }
    count(shown, reading.takenAt().toInstant(), capacity);
    if (beginning == Beginning.NOW || beginning == Beginning.UNSEEN) {
      counter = counter.fromZero();
      lifetime = lifetime.fromZero();
    }
    if (beginning == Beginning.NOW && shown.todayWh() == null) {
      // what shows nothing before there is light has counted nothing
      counter = new CountedEnergy(0.0, reading.takenAt().toInstant(), 0, null);
    }
    double hours = at == null ? 0 : CountedEnergy.hours(at, reading.takenAt().toInstant());
    integrate(reading.takenAt().toInstant(), power(reading), beginning);
    return publish(reading, capacity * hours);
  }

  private static long power(EcuReading reading) {
    return reading.panels().stream()
        .map(PanelReading::watts)
        .filter(Objects::nonNull)
        .mapToLong(Integer::longValue)
        .sum();
  }

  /** How a reading begins a day. */
  private enum Beginning {
    /** It does not. */
    NONE,
    /** Nothing was generated on this day before it. */
    NOW,
    /** Nothing was generated between the reading before and midnight. */
    EVENING,
    /** What was generated on this day before it is not known. */
    UNSEEN
  }

  private Beginning beginning(ZonedDateTime now, boolean justBefore, boolean dark) {
    if (now.toLocalDate().equals(day)) {
      return Beginning.NONE;
    }
    boolean next = now.toLocalDate().minusDays(1).equals(day);
    if ((next && justBefore) || (dark && now.toLocalTime().isBefore(LocalTime.NOON))) {
      return Beginning.NOW;
    }
    boolean evening =
        next && watts == 0 && !LocalTime.ofInstant(at, now.getZone()).isBefore(EVENING);
    return evening ? Beginning.EVENING : Beginning.UNSEEN;
  }

  private boolean hasFallen(Energy shown) {
    return shown.todayWh() != null && counter.value() != null && shown.todayWh() < counter.value();
  }

  private static boolean isUnheard(EcuReading reading) {
    return reading.panels().stream().allMatch(panel -> panel.watts() == null);
  }

  private void beginDay(ZonedDateTime now, Beginning beginning) {
    day = now.toLocalDate();
    whole = beginning != Beginning.UNSEEN;
    seenWh = 0;
    unseenHours =
        beginning == Beginning.EVENING
            ? CountedEnergy.hours(day.atStartOfDay(now.getZone()).toInstant(), now.toInstant())
            : 0;
    publishedWh = null;
    fell = false;
    counter = counter.fromZero();
    lifetime = lifetime.fromZero();
  }

  private void count(Energy shown, Instant now, int capacity) {
    Double today = shown.todayWh() == null ? null : shown.todayWh().doubleValue();
    counter = counter.show(today, now, capacity, COUNTER_STEP, COUNTER_PATIENCE, true);
    Double total = isShown(shown.totalKwh()) ? Double.valueOf(shown.totalKwh() * 1000) : null;
    CountedEnergy before = lifetime;
    lifetime = lifetime.show(total, now, capacity, LIFETIME_STEP, LIFETIME_PATIENCE, false);
    if (totalWh == null) {
      totalWh = lifetime.value();
    } else {
      totalWh += lifetime.grown() - before.grown();
    }
  }

  /** A lifetime of 0 is no lifetime. */
  private static boolean isShown(Double totalKwh) {
    return totalKwh != null && totalKwh > 0;
  }

  private void integrate(Instant now, long power, Beginning beginning) {
    if (at != null && at.isBefore(now) && beginning == Beginning.NONE) {
      double hours = CountedEnergy.hours(at, now);
      if (at.plus(longestGap).isBefore(now)) {
        unseenHours += hours;
      } else {
        seenWh += (watts + power) / 2.0 * hours;
      }
    }
    at = now;
    watts = power;
  }

  /**
   * @param most what the panels can have given since the reading before, in Wh
   */
  private Measured publish(EcuReading reading, double most) {
    int capacity = WATTS_A_PANEL * reading.panels().size();
    Method method = method(reading, capacity);
    if (method != null) {
      double wh =
          switch (method) {
            case COUNTER -> whole ? counter.grown() : counter.value();
            case LIFETIME -> lifetime.grown();
            case POWER -> seenWh;
          };
      publishedWh =
          publishedWh == null
              ? wh
              : Math.max(publishedWh, Math.min(wh, publishedWh + most + COUNTER_STEP));
    }
    boolean total = isShown(reading.energy().totalKwh()) && lifetime.isBelieved();
    return new Measured(
        method == null ? null : Math.round(publishedWh),
        method,
        total ? Math.round(totalWh * 100) / 100_000.0 : null);
  }

  private Method method(EcuReading reading, int capacity) {
    boolean byLifetime =
        isShown(reading.energy().totalKwh())
            && lifetime.isBelieved()
            && agreesWithPower(lifetime, LIFETIME_STEP, capacity);
    boolean counterShown = counter.isBelieved() && reading.energy().todayWh() != null;
    // two counters that agree know more than the power of the panels that were heard
    boolean both =
        counterShown
            && isShown(reading.energy().totalKwh())
            && lifetime.isBelieved()
            && lifetime.grown() >= PROOF_WH
            && agreesWithLifetime();
    boolean byCounter =
        both
            || (counterShown
                && agreesWithPower(counter, COUNTER_STEP, capacity)
                && (!byLifetime || agreesWithLifetime()));
    if (whole) {
      return byCounter ? Method.COUNTER : byLifetime ? Method.LIFETIME : Method.POWER;
    }
    Instant dawn = day.atTime(DAWN).atZone(reading.takenAt().getZone()).toInstant();
    double most = MOST_OF_CAPACITY * capacity * CountedEnergy.hours(dawn, at);
    boolean possible = byCounter && !fell && seenWh >= PROOF_WH && counter.value() <= most;
    return possible ? Method.COUNTER : null;
  }

  private boolean agreesWithPower(CountedEnergy counted, int step, int capacity) {
    int slack = WH_OF_NO_MATTER + step;
    return counted.grown() >= LEAST_SHARE_OF_POWER * seenWh - slack
        && counted.grown() <= GREATEST_SHARE_OF_POWER * seenWh + slack + capacity * unseenHours;
  }

  private boolean agreesWithLifetime() {
    double difference = counter.grown() - lifetime.grown();
    return Math.abs(difference) <= 1.5 * LIFETIME_STEP + SHARE_OF_LIFETIME * lifetime.grown();
  }
}
