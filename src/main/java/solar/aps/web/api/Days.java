package solar.aps.web.api;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The days there are, out of the histories of the ECUs; no more than is asked for is read. */
public final class Days {
  private record Kept(String version, WholeDay.Brief brief) {}

  private final List<EcuHistory> ecus;

  /** What a day came to, which takes a file to find out and a few bytes to keep. */
  private final Map<LocalDate, Kept> kept = new ConcurrentHashMap<>();

  /**
   * @param ecus in the order of the settings
   */
  public Days(List<EcuHistory> ecus) {
    this.ecus = List.copyOf(ecus);
  }

  /** The day; empty if there is no reading of it. */
  Optional<WholeDay> day(LocalDate day) throws IOException {
    List<EcuDay> days = new ArrayList<>();
    for (EcuHistory ecu : ecus) {
      ecu.day(day).ifPresent(days::add);
    }
    return days.isEmpty() ? Optional.empty() : Optional.of(WholeDay.of(day, interval(), days));
  }

  private Duration interval() {
    return ecus.stream()
        .map(EcuHistory::interval)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Changes when a reading of the day is added. */
  String version(LocalDate day) throws IOException {
    List<String> versions = new ArrayList<>();
    for (EcuHistory ecu : ecus) {
      versions.add(ecu.history().version(day));
    }
    return String.join("-", versions);
  }

  /** What the days from one to another came to, without those of which there is no reading. */
  List<WholeDay.Brief> between(LocalDate from, LocalDate to) throws IOException {
    SortedSet<LocalDate> all = new TreeSet<>();
    for (EcuHistory ecu : ecus) {
      all.addAll(ecu.history().days());
    }
    kept.keySet().retainAll(all);
    List<WholeDay.Brief> days = new ArrayList<>();
    for (LocalDate day : all.subSet(from, to.plusDays(1))) {
      brief(day).ifPresent(days::add);
    }
    return days;
  }

  private Optional<WholeDay.Brief> brief(LocalDate day) throws IOException {
    String version = version(day);
    Kept known = kept.get(day);
    if (known != null && known.version().equals(version)) {
      return Optional.of(known.brief());
    }
    Optional<WholeDay.Brief> brief = day(day).map(WholeDay::brief);
    brief.ifPresent(found -> kept.put(day, new Kept(version, found)));
    return brief;
  }
}
