package solar.aps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.generation.EnergyMeter.Measured;
import solar.aps.generation.EnergyMeter.Method;

class EnergyMeterTest {
  private static final int PANELS = 8;
  private static final int CAPACITY = 600 * PANELS;
  private static final Duration ROUND = Duration.ofMinutes(5);

  /** A roof that generates, and an ECU that counts it: rightly, or as a test wants it. */
  private static final class Roof {
    final ZoneId zone;
    Instant now;
    double trueDay;
    double trueTotal = 4_321_700;
    double counted;
    double resetHour;
    ZoneId resetZone;
    UnaryOperator<Energy> glitch = shown -> shown;
    boolean silent;
    int heard = PANELS;
    private LocalDate day;
    private LocalDate counterDay;

    Roof(String zone, String start) {
      this.zone = ZoneId.of(zone);
      resetZone = this.zone;
      now = ZonedDateTime.parse(start + "[" + zone + "]").toInstant();
      day = local().toLocalDate();
      counterDay = counterDay();
    }

    ZonedDateTime local() {
      return now.atZone(zone);
    }

    private LocalDate counterDay() {
      return now.atZone(resetZone).minusMinutes((long) (resetHour * 60)).toLocalDate();
    }

    int watts() {
      double hour = local().toLocalTime().toSecondOfDay() / 3600.0;
      return (int) Math.round(2300 * Math.max(0, Math.sin(Math.PI * (hour - 6) / 15)));
    }

    /** Time passes, in which it generates. */
    void pass(Duration time) {
      Instant end = now.plus(time);
      while (now.isBefore(end)) {
        double wh = watts() / 60.0;
        now = now.plusSeconds(60);
        if (!local().toLocalDate().equals(day)) {
          day = local().toLocalDate();
          trueDay = 0;
        }
        if (!counterDay().equals(counterDay)) {
          counterDay = counterDay();
          counted = 0;
        }
        trueDay += wh;
        trueTotal += wh;
        counted += wh;
      }
    }

    EcuReading reading() {
      long today = (long) counted / 10 * 10;
      Energy shown =
          glitch.apply(
              new Energy("ecu", today == 0 ? null : today, Math.floor(trueTotal / 100) / 10));
      Integer each = watts() == 0 || silent ? null : watts() / PANELS;
      List<PanelReading> panels =
          IntStream.range(0, PANELS)
              .mapToObj(
                  i -> new PanelReading("p" + i, i < heard ? each : null, null, null, null, null))
              .toList();
      return new EcuReading("tcp://ecu", local(), panels, shown, List.of());
    }
  }

  /** Polls every five minutes for a time; what was measured last. */
  private static Measured run(EnergyMeter meter, Roof roof, Duration time) {
    Measured last = null;
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(ROUND)) {
      roof.pass(ROUND);
      last = meter.measure(roof.reading());
    }
    return last;
  }

  private static Roof atNight() {
    return new Roof("Europe/Berlin", "2025-06-14T23:00:00+02:00");
  }

  private static EnergyMeter meter() {
    return new EnergyMeter(Map.of(), ROUND);
  }

  @Test
  void theCountersOfAGoodEcuAreTaken() {
    Roof roof = atNight();
    Measured evening = run(meter(), roof, Duration.ofHours(23));

    assertThat(evening.todayBy()).isEqualTo(Method.COUNTER);
    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(20L));
    assertThat(evening.totalKwh()).isCloseTo(roof.trueTotal / 1000, within(0.11));
  }

  @Test
  void aDayBeginsWithZero() {
    Roof roof = atNight();
    Measured midnight = run(meter(), roof, Duration.ofMinutes(60));

    assertThat(roof.local().toLocalTime()).hasToString("00:00");
    assertThat(midnight.todayWh()).isZero();
  }

  @Test
  void whereTheCounterOfTheDayStaysAtZeroTheLifetimeIsTaken() {
    Roof roof = atNight();
    roof.glitch = shown -> new Energy("ecu", null, shown.totalKwh());
    Measured evening = run(meter(), roof, Duration.ofHours(23));

    assertThat(evening.todayBy()).isEqualTo(Method.LIFETIME);
    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(200L));
  }

  @Test
  void aDoubledCounterIsNotBelieved() {
    Roof roof = atNight();
    roof.glitch =
        shown ->
            new Energy(
                "ecu", shown.todayWh() == null ? null : 2 * shown.todayWh(), shown.totalKwh());
    Measured evening = run(meter(), roof, Duration.ofHours(23));

    assertThat(evening.todayBy()).isEqualTo(Method.LIFETIME);
    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(200L));
  }

  @Test
  void withoutCountersThePowerIsIntegrated() {
    Roof roof = atNight();
    roof.glitch = shown -> Energy.UNKNOWN;
    Measured evening = run(meter(), roof, Duration.ofHours(23));

    assertThat(evening.todayBy()).isEqualTo(Method.POWER);
    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(300L));
    assertThat(evening.totalKwh()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 22, Europe/Berlin",
    "Europe/Berlin, 2, Europe/Berlin",
    "Europe/Berlin, 0, UTC",
    "Australia/Sydney, 0, UTC",
    "America/Los_Angeles, 0, UTC"
  })
  void aCounterThatIsResetAtAnotherHourStillGivesTheLocalDay(
      String zone, double hour, String resetZone) {
    Roof roof =
        new Roof(
            zone,
            zone.startsWith("Eu")
                ? "2025-06-14T23:00:00+02:00"
                : zone.startsWith("Au")
                    ? "2025-06-14T23:00:00+10:00"
                    : "2025-06-14T23:00:00-07:00");
    roof.resetHour = hour;
    roof.resetZone = ZoneId.of(resetZone);
    roof.counterDay = roof.counterDay();
    EnergyMeter meter = meter();
    for (int day = 0; day < 3; day++) {
      Measured evening = run(meter, roof, Duration.ofMinutes(23 * 60 + 55));
      assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(300L));
      run(meter, roof, ROUND);
    }
  }

  @Test
  void onADayWhoseBeginningWasNotSeenItIsUnknownUntilTheCounterIsProved() {
    Roof roof = new Roof("Europe/Berlin", "2025-06-15T00:00:00+02:00");
    roof.pass(Duration.ofHours(12));
    EnergyMeter meter = meter();

    assertThat(meter.measure(roof.reading()).todayWh()).isNull();
    Measured later = run(meter, roof, Duration.ofHours(1));
    assertThat(later.todayBy()).isEqualTo(Method.COUNTER);
    assertThat(later.todayWh()).isCloseTo((long) roof.trueDay, within(20L));
  }

  @Test
  void onSuchADayAWrongCounterIsNeverBelieved() {
    for (UnaryOperator<Energy> wrong :
        List.<UnaryOperator<Energy>>of(
            shown -> new Energy("ecu", 2 * shown.todayWh(), shown.totalKwh()),
            shown -> new Energy("ecu", 900L, shown.totalKwh()),
            shown -> new Energy("ecu", null, shown.totalKwh()))) {
      Roof roof = new Roof("Europe/Berlin", "2025-06-15T00:00:00+02:00");
      roof.pass(Duration.ofHours(12));
      roof.glitch = wrong;
      EnergyMeter meter = meter();
      for (int i = 0; i < 100; i++) {
        assertThat(run(meter, roof, ROUND).todayWh()).isNull();
      }
    }
  }

  @Test
  void aStopAndARestartLoseNothingThatTheDeviceCounted() {
    Roof roof = atNight();
    EnergyMeter meter = meter();
    run(meter, roof, Duration.ofHours(12));
    roof.pass(Duration.ofHours(4));
    Measured evening = run(new EnergyMeter(meter.memory(), ROUND), roof, Duration.ofHours(4));

    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(50L));
  }

  @Test
  void aNightWithoutTheProgramIsNoGap() {
    Roof roof = atNight();
    EnergyMeter meter = meter();
    run(meter, roof, Duration.ofHours(23));
    roof.pass(Duration.ofHours(12));
    Measured morning = meter.measure(roof.reading());

    assertThat(roof.trueDay).isGreaterThan(3000);
    assertThat(morning.todayWh()).isCloseTo((long) roof.trueDay, within(200L));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3, 900, 8_643, 4_321_000})
  void aLifetimeThatCannotBeIsLeftOutForADay(double glitch) {
    Roof roof = atNight();
    EnergyMeter meter = meter();
    Measured before = run(meter, roof, Duration.ofHours(14));
    roof.glitch = shown -> new Energy("ecu", shown.todayWh(), glitch);
    assertThat(run(meter, roof, Duration.ofHours(2)).totalKwh()).isNull();
    roof.glitch = shown -> shown;
    Measured after = run(meter, roof, ROUND);

    assertThat(after.totalKwh()).isGreaterThan(before.totalKwh());
    assertThat(after.totalKwh()).isCloseTo(roof.trueTotal / 1000, within(0.11));
    assertThat(after.todayWh()).isCloseTo((long) roof.trueDay, within(200L));
  }

  @Test
  void aLifetimeThatIsLowerForGoodGoesOnFromWhereItWas() {
    Roof roof = atNight();
    EnergyMeter meter = meter();
    double before = run(meter, roof, Duration.ofHours(14)).totalKwh();
    roof.trueTotal = 0;
    run(meter, roof, Duration.ofHours(48));

    assertThat(run(meter, roof, Duration.ofHours(24)).totalKwh())
        .isGreaterThan(before + 10)
        .isLessThan(before + 50);
  }

  @Test
  void aClockThatIsSetBackOverMidnightMakesTheDayUnknownAndNotFalse() {
    Roof roof = new Roof("Europe/Berlin", "2025-06-15T20:00:00+02:00");
    EnergyMeter meter = meter();
    run(meter, roof, Duration.ofMinutes(245));
    assertThat(roof.local().toLocalTime()).hasToString("00:05");
    roof.now = roof.now.minus(Duration.ofMinutes(10));

    assertThat(meter.measure(roof.reading()).todayWh()).isNull();
    roof.pass(Duration.ofMinutes(10));
    assertThat(meter.measure(roof.reading()).todayWh()).isZero();
  }

  @Test
  void anotherDeviceHasItsOwnLifetime() {
    Roof roof = atNight();
    EnergyMeter meter = meter();
    run(meter, roof, Duration.ofHours(14));
    roof.glitch = shown -> new Energy("another", null, 0.3);

    assertThat(run(meter, roof, ROUND).totalKwh()).isEqualTo(0.3);
  }

  @Test
  void pollsAnHourApartAreNoGap() {
    Roof roof = atNight();
    roof.glitch = shown -> Energy.UNKNOWN;
    EnergyMeter meter = new EnergyMeter(Map.of(), Duration.ofHours(1));
    Measured evening = null;
    for (int hour = 0; hour < 23; hour++) {
      roof.pass(Duration.ofHours(1));
      evening = meter.measure(roof.reading());
    }

    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(500L));
  }

  @Test
  void aPowerCutAtNoonIsNoEvening() {
    Roof roof = atNight();
    roof.glitch = shown -> new Energy("ecu", null, shown.totalKwh());
    EnergyMeter meter = meter();
    run(meter, roof, Duration.ofHours(13));
    roof.silent = true;
    run(meter, roof, ROUND);
    roof.silent = false;
    roof.pass(Duration.ofHours(21));

    assertThat(run(meter, roof, Duration.ofHours(2)).todayWh()).isNull();
  }

  @Test
  void panelsThatAreNotHeardInTheMorningAreNoDawn() {
    Roof roof = new Roof("Europe/Berlin", "2025-06-15T00:00:00+02:00");
    roof.pass(Duration.ofHours(10));
    roof.glitch = shown -> new Energy("ecu", null, shown.totalKwh());
    roof.silent = true;
    EnergyMeter meter = meter();
    run(meter, roof, Duration.ofMinutes(10));
    roof.silent = false;

    assertThat(run(meter, roof, Duration.ofHours(3)).todayWh()).isNull();
  }

  @Test
  void aCounterOfYesterdayIsNotTakenForTodays() {
    Roof roof = new Roof("Australia/Sydney", "2025-06-14T10:00:00+10:00");
    roof.resetZone = ZoneId.of("UTC");
    roof.counterDay = roof.counterDay();
    roof.pass(Duration.ofHours(22));
    EnergyMeter meter = meter();
    for (int i = 0; i < 150; i++) {
      assertThat(run(meter, roof, ROUND).todayWh()).isNull();
    }
  }

  @Test
  void twoCountersThatAgreeAreBelievedThoughMostPanelsAreNotHeard() {
    Roof roof = atNight();
    roof.heard = 3;
    Measured evening = run(meter(), roof, Duration.ofHours(23));

    assertThat(evening.todayBy()).isEqualTo(Method.COUNTER);
    assertThat(evening.todayWh()).isCloseTo((long) roof.trueDay, within(20L));
  }

  @Test
  void aFewWattsInTheEveningAndTheMorningAreAsGoodAsDark() {
    Roof roof = new Roof("Europe/Berlin", "2025-06-15T05:55:00+02:00");
    roof.pass(Duration.ofMinutes(10));
    EnergyMeter meter = meter();

    assertThat(roof.watts()).isPositive();
    assertThat(meter.measure(roof.reading()).todayWh()).isNotNull();
  }

  @Test
  void withoutPanelsNothingIsKnown() {
    EcuReading nothing =
        new EcuReading("x", atNight().local(), List.of(), new Energy("ecu", 10L, 1.0), List.of());
    assertThat(meter().measure(nothing)).isEqualTo(new Measured(null, null, null));
  }

  /** Whatever happens: it does not fall within a day, begins small, and never jumps. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2025-01-01T00:00:00+01:00, 1",
    "America/New_York, 2025-01-01T00:00:00-05:00, 2",
    "Australia/Lord_Howe, 2025-01-01T00:00:00+11:00, 3"
  })
  void inAYearOfTroubleThePromisesHoldAtEveryStep(String zone, String start, long seed) {
    Random random = new Random(seed);
    Roof roof = new Roof(zone, start);
    EnergyMeter meter = meter();
    Map<LocalDate, Long> days = new TreeMap<>();
    double lastTotal = 0;
    Long last = null;
    LocalDate lastDay = null;
    Instant lastAt = roof.now;
    Instant end = roof.now.plus(Duration.ofDays(365));
    int known = 0;
    int close = 0;
    while (roof.now.isBefore(end)) {
      roof.pass(ROUND);
      switch (random.nextInt(400)) {
        case 0 -> roof.pass(Duration.ofMinutes(random.nextInt(600)));
        case 1 -> roof.glitch = shown -> new Energy("ecu", null, null);
        case 2 -> roof.glitch = shown -> new Energy("ecu", 0L, 0.0);
        case 3 ->
            roof.glitch =
                shown ->
                    new Energy(
                        "ecu",
                        shown.todayWh() == null ? null : 2 * shown.todayWh(),
                        shown.totalKwh());
        case 4 ->
            roof.glitch = shown -> new Energy("ecu", shown.todayWh(), random.nextDouble() * 10_000);
        case 5 ->
            roof.glitch =
                shown -> new Energy("ecu", (long) random.nextInt(40_000), shown.totalKwh());
        case 6 -> meter = new EnergyMeter(meter.memory(), ROUND);
        case 7 -> roof.counted = 0;
        case 8 -> roof.resetHour = random.nextInt(24);
        case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> roof.glitch = shown -> shown;
        default -> {}
      }
      Measured measured = meter.measure(roof.reading());
      LocalDate day = roof.local().toLocalDate();
      if (measured.totalKwh() != null) {
        assertThat(measured.totalKwh()).isGreaterThanOrEqualTo(lastTotal).isPositive();
        lastTotal = measured.totalKwh();
      }
      if (measured.todayWh() != null) {
        known++;
        if (day.equals(lastDay) && last != null) {
          assertThat(measured.todayWh())
              .as("%s after %s", roof.local(), measured)
              .isBetween(
                  last, last + 11 + CAPACITY * Duration.between(lastAt, roof.now).toMinutes() / 60);
        } else if (!day.equals(lastDay) && roof.local().getHour() == 0) {
          assertThat(measured.todayWh()).isZero();
        }
        if (Math.abs(measured.todayWh() - roof.trueDay) <= 300 + 0.1 * roof.trueDay) {
          close++;
        }
        days.put(day, measured.todayWh());
      }
      if (measured.todayWh() != null || !day.equals(lastDay)) {
        last = measured.todayWh();
        lastDay = day;
      }
      lastAt = roof.now;
    }
    assertThat(days).hasSizeGreaterThan(330);
    assertThat(close).isGreaterThan(known * 9 / 10);
  }
}
