package solar.aps.demo.ecu;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cloudless day on a small roof, as a pure function of the ECU's local time: the sun follows half
 * a sine from 06:00 to 21:00, and every third round another panel does not report.
 */
final class SolarDay implements Roof {
  /** The roof of every simulated ECU that gets no other. */
  static final Roof ROOF = new SolarDay();

  private static final List<String> SERIALS =
      List.of("406000000001", "406000000002", "406000000003", "406000000004");
  private static final List<String> CHANNELS = List.of("1", "2");
  private static final LocalTime SUNRISE = LocalTime.of(6, 0);
  private static final LocalTime SUNSET = LocalTime.of(21, 0);

  /** How many panels are on the roof. */
  private static final int PANELS = SERIALS.size() * CHANNELS.size();

  /** The roof has worked since this day. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 1);

  private static final long WATT_HOURS_A_DAY = ROOF.wattHours(FIRST_DAY.atTime(LocalTime.MAX));

  private SolarDay() {}

  @Override
  public List<Inverter> inverters(LocalDateTime round) {
    return IntStream.range(0, SERIALS.size()).mapToObj(i -> inverter(round, i)).toList();
  }

  @Override
  public long wattHoursBefore(LocalDate day) {
    return ChronoUnit.DAYS.between(FIRST_DAY, day) * WATT_HOURS_A_DAY;
  }

  private static Inverter inverter(LocalDateTime round, int index) {
    double hertz = 50 + ((slot(round) + index) % 3 - 1) / 10.0;
    int celsius = 15 + (int) Math.round(30 * sun(round.toLocalTime())) + index % 2;
    List<Inverter.Panel> panels =
        IntStream.range(0, CHANNELS.size())
            .mapToObj(
                channel ->
                    new Inverter.Panel(
                        SERIALS.get(index) + "-" + CHANNELS.get(channel),
                        output(round, index * CHANNELS.size() + channel)))
            .toList();
    return new Inverter(hertz, celsius, panels);
  }

  private static Optional<Inverter.Output> output(LocalDateTime round, int panel) {
    LocalTime time = round.toLocalTime();
    boolean night = time.isBefore(SUNRISE) || !time.isBefore(SUNSET);
    if (night || silentPanel(round).equals(Optional.of(panel))) {
      return Optional.empty();
    }
    int peak = 300 - 3 * panel;
    int volts = 230 + (slot(round) + panel / CHANNELS.size()) % 5;
    return Optional.of(new Inverter.Output((int) Math.round(peak * sun(time)), volts));
  }

  private static Optional<Integer> silentPanel(LocalDateTime round) {
    int slot = slot(round);
    return slot % 3 == 2 ? Optional.of(slot / 3 % PANELS) : Optional.empty();
  }

  /** The share of the day's peak, 0 to 1. */
  private static double sun(LocalTime time) {
    double day = SUNSET.toSecondOfDay() - SUNRISE.toSecondOfDay();
    double passed = (time.toSecondOfDay() - SUNRISE.toSecondOfDay()) / day;
    return Math.max(0, Math.sin(Math.PI * passed));
  }

  private static int slot(LocalDateTime round) {
    return round.toLocalTime().toSecondOfDay() / 300;
  }
}
