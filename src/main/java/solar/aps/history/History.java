package solar.aps.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import solar.aps.config.BadTextException;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelHealth;
import solar.aps.json.SummaryJson;
import solar.aps.storage.LineFile;

/**
 * The readings of an ECU, a file for each local day, a line of JSON for each reading. The oldest
 * days go, by the number of days that there are: the clock may be wrong.
 */
public final class History {
  /** How many days of readings are kept; 0: none. */
  public static final Key<Integer> DAYS = Key.of("history.days", History::days).withDefault("90");

  private static final int DAYS_OF_HEALTH = 14;
  private static final int MOST_DAYS = 36_500;
  private static final String SUFFIX = ".jsonl";

  /** The order of the keys never changes, and a whole line of JSON takes its time to be read. */
  private static final Pattern TIME =
      Pattern.compile("\"timestamp\":\"([0-9T:-]{19})\",\"received_count\":([0-9]{1,6}),");

  private final Path folder;
  private final int days;
  private final SummaryJson json;
  private LocalDate cleared;

  /**
   * @param settings those of the ECU
   * @param ecu the name of the ECU
   */
  public History(Settings settings, String ecu, SummaryJson json) {
    this.folder = settings.get(CommonKeys.DATA_DIR).resolve("history").resolve(ecu);
    this.days = settings.get(DAYS);
    this.json = json;
  }

  private static Integer days(String text) throws BadTextException {
    int days = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    if (days < 0 || days == 1 || days > MOST_DAYS) {
      throw new BadTextException(
          "is no number of days; write a whole number from 2 to %d, or 0 for none"
              .formatted(MOST_DAYS));
    }
    return days;
  }

  /** Whether readings are kept. */
  public boolean isOn() {
    return days > 0;
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * Keeps a reading.
   *
   * @throws IOException if the disk does not take it
   */
  public synchronized void keep(GenerationSummary summary) throws IOException {
    LocalDate day = summary.timestamp().toLocalDate();
    LineFile.append(file(day), json.line(summary));
    if (!day.equals(cleared)) {
      List<LocalDate> all = days();
      for (LocalDate old : all.subList(0, Math.max(0, all.size() - days))) {
        Files.deleteIfExists(file(old));
      }
      cleared = day;
    }
  }

  private Path file(LocalDate day) {
    return folder.resolve(day + SUFFIX);
  }

  /**
   * The days of which there is something, in order.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<LocalDate> days() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .flatMap(name -> day(name.substring(0, name.length() - SUFFIX.length())).stream())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty(); // torn
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty(); // a file of somebody else
    }
  }

  /**
   * Gives each line of a day, as it was written; none if there is nothing of it.
   *
   * @throws IOException if they cannot be read
   */
  public void forEachLine(LocalDate day, Consumer<String> action) throws IOException {
    // a byte that is no UTF-8 spoils its own line only
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file(day)), UTF_8))) {
      lines.lines().forEach(action);
    } catch (NoSuchFileException e) {
      return; // nothing
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Changes whenever a reading of the day is added; the same for any day of which there is nothing.
   *
   * @throws IOException if the file cannot be looked at
   */
  public String version(LocalDate day) throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(file(day), BasicFileAttributes.class);
      return file.size() + "-" + file.lastModifiedTime().toMillis();
    } catch (NoSuchFileException e) {
      return "0";
    }
  }

  /**
   * How well each panel was on a day, beside its neighbours and by its own days before.
   *
   * @throws IOException if the readings cannot be read
   * @see PanelHealth
   */
  public Map<String, Double> health(LocalDate day) throws IOException {
    List<Map<String, Double>> before = new ArrayList<>();
    for (int days = 1; days <= DAYS_OF_HEALTH; days++) {
      before.add(PanelHealth.shares(readings(day.minusDays(days))));
    }
    return PanelHealth.health(PanelHealth.shares(readings(day)), before);
  }

  /**
   * The local times of a day's readings, and whether any panel gave its power.
   *
   * @throws IOException if they cannot be read
   */
  public SortedMap<LocalDateTime, Boolean> times(LocalDate day) throws IOException {
    SortedMap<LocalDateTime, Boolean> times = new TreeMap<>();
    forEachLine(
        day,
        line -> {
          Matcher time = TIME.matcher(line);
          if (time.find()) {
            time(time.group(1)).ifPresent(at -> times.put(at, !time.group(2).equals("0")));
          }
        });
    return times;
  }

  /**
   * The readings of a day, in order.
   *
   * @throws IOException if they cannot be read
   */
  public List<GenerationSummary> readings(LocalDate day) throws IOException {
    List<GenerationSummary> readings = new ArrayList<>();
    forEachReading(day, readings::add);
    return readings;
  }

  /**
   * Gives each reading of a day, in order; half a line that a power cut left is left out.
   *
   * @throws IOException if they cannot be read
   */
  public void forEachReading(LocalDate day, Consumer<GenerationSummary> action) throws IOException {
    forEachLine(day, line -> reading(line).ifPresent(action));
  }

  private Optional<GenerationSummary> reading(String line) {
    try {
      return Optional.of(json.reading(line));
    } catch (IOException e) {
      return Optional.empty(); // torn
    }
  }
}
