package solar.aps.demo.ecu;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A family's roof of 20 panels on days with some cloud. One panel lies in the shade of a chimney
 * every afternoon, one gives half of what it should since yesterday, and from today on one falls
 * silent at 13:20 until the night; now and then any of them misses a round.
 */
public final class FamilyRoof implements Roof {
  /** How many panels are on the roof. */
  public static final int PANELS = 20;

  static final int SHADED = 4;
  static final int ILL = 11;
  static final int SILENT = 13;

  private static final int PANELS_A_ROW = 5;
  private static final int CHANNELS = 2;
  private static final int PEAK_WATTS = 310;
  private static final LocalTime SUNRISE = LocalTime.of(6, 0);
  private static final LocalTime SUNSET = LocalTime.of(21, 0);
  private static final LocalTime SILENCE = LocalTime.of(13, 20);
  private static final int ROUNDS_BETWEEN_MISSES = 6;
  private static final int MINUTES_A_CLOUD = 40;
  private static final long WATT_HOURS_BEFORE = 4_300_000;
  private static final List<String> IDS =
      IntStream.range(0, PANELS).mapToObj(FamilyRoof::id).toList();

  private final LocalDate today;

  /** What was generated on the days since, in Wh: only there to be quick. */
  private final Map<LocalDate, Long> wattHours = new ConcurrentHashMap<>();

  /**
   * @param today the day on which its panels have their troubles
   */
  public FamilyRoof(LocalDate today) {
    this.today = today;
  }

  /** How the panels lie and what they are called: the lines of a file. */
  public static List<String> layout() {
    return Stream.concat(
            Stream.of("panel,name,row,column,rotation"),
            IntStream.range(0, PANELS).mapToObj(FamilyRoof::place))
        .toList();
  }

  private static String place(int panel) {
    int row = panel / PANELS_A_ROW;
    int column = panel % PANELS_A_ROW + 1;
    return "%s,%c%d,%d,%d,0".formatted(IDS.get(panel), 'A' + row, column, row + 1, column);
  }

  private static String id(int panel) {
    return String.format(
        Locale.ROOT, "4060000000%02d-%d", panel / CHANNELS + 1, panel % CHANNELS + 1);
  }

  @Override
  public List<Inverter> inverters(LocalDateTime round) {
    double light = sun(round.toLocalTime()) * sky(round);
    return IntStream.range(0, PANELS / CHANNELS).mapToObj(i -> inverter(round, light, i)).toList();
  }

  @Override
  public long wattHoursBefore(LocalDate day) {
    return WATT_HOURS_BEFORE
        + today
            .datesUntil(day)
            .mapToLong(
                each -> wattHours.computeIfAbsent(each, d -> wattHours(d.atTime(LocalTime.MAX))))
            .sum();
  }

  private Inverter inverter(LocalDateTime round, double light, int index) {
    int slot = slot(round.toLocalTime());
    List<Inverter.Panel> panels =
        IntStream.range(index * CHANNELS, (index + 1) * CHANNELS)
            .mapToObj(panel -> new Inverter.Panel(IDS.get(panel), output(round, light, panel)))
            .toList();
    double hertz = 50 + ((slot + index) % 3 - 1) / 10.0;
    return new Inverter(hertz, 15 + (int) Math.round(30 * light) + index % 2, panels);
  }

  private Optional<Inverter.Output> output(LocalDateTime round, double light, int panel) {
    LocalTime time = round.toLocalTime();
    boolean night = time.isBefore(SUNRISE) || !time.isBefore(SUNSET);
    if (night || isSilent(round, panel) || misses(round, panel)) {
      return Optional.empty();
    }
    double unevenness = 0.97 + 0.03 * noise(round.toLocalDate(), slot(time), panel);
    double watts = PEAK_WATTS * light * unevenness * share(round, panel);
    int volts = 230 + (slot(time) + panel / CHANNELS) % 5;
    return Optional.of(new Inverter.Output((int) Math.round(watts), volts));
  }

  private boolean isSilent(LocalDateTime round, int panel) {
    return panel == SILENT
        && !round.toLocalDate().isBefore(today)
        && !round.toLocalTime().isBefore(SILENCE);
  }

  private static boolean misses(LocalDateTime round, int panel) {
    int slot = slot(round.toLocalTime());
    int misser = (int) (PANELS * noise(round.toLocalDate(), slot, PANELS));
    return slot % ROUNDS_BETWEEN_MISSES == 2 && panel == misser;
  }

  /** What this panel gives of what the others do. */
  private double share(LocalDateTime round, int panel) {
    if (panel == ILL && !round.toLocalDate().isBefore(today.minusDays(1))) {
      return 0.45;
    }
    double hoursOfShade =
        panel == SHADED
            ? ChronoUnit.MINUTES.between(LocalTime.of(14, 30), round.toLocalTime()) / 60.0
            : 0;
    return 1 - 0.6 * Math.max(0, Math.min(1, hoursOfShade));
  }

  /** The share of the day's peak that a sky without clouds gives, 0 to 1. */
  private static double sun(LocalTime time) {
    double day = SUNSET.toSecondOfDay() - SUNRISE.toSecondOfDay();
    double passed = (time.toSecondOfDay() - SUNRISE.toSecondOfDay()) / day;
    return Math.pow(Math.max(0, Math.sin(Math.PI * passed)), 1.6);
  }

  /** What the clouds of this time let through, 0 to 1; some days have more of them. */
  private static double sky(LocalDateTime round) {
    LocalDate day = round.toLocalDate();
    double clouds = round.toLocalTime().toSecondOfDay() / 60.0 / MINUTES_A_CLOUD;
    int cloud = (int) clouds;
    double passed = (1 - Math.cos(Math.PI * (clouds - cloud))) / 2;
    double cover = (1 - passed) * cover(day, cloud) + passed * cover(day, cloud + 1);
    double depth = 0.2 + 0.6 * noise(day, 0, -2);
    return 1 - depth * cover;
  }

  /** Most of the sky is free of clouds. */
  private static double cover(LocalDate day, int cloud) {
    return Math.max(0, noise(day, cloud, -1) - 0.35) / 0.65;
  }

  /** A number from 0 to 1 that looks like chance, and is the same for the same day and place. */
  private static double noise(LocalDate day, int place, int kind) {
    long mixed = (day.toEpochDay() * 1_000 + place) * 1_000 + kind;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
  }

  private static int slot(LocalTime time) {
    return time.toSecondOfDay() / 60 / MINUTES_A_ROUND;
  }
}
