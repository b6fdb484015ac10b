package solar.aps;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import solar.aps.config.BadTextException;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.history.Day;
import solar.aps.history.History;
import solar.aps.history.HistoryText;
import solar.aps.json.SummaryJson;
import solar.aps.layout.Layout;
import solar.aps.plugin.Output;

/** What {@code --history} shows. */
final class HistoryReport {
  private final Settings settings;
  private final Output out;

  HistoryReport(Settings settings, Output out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * The days that are asked for, the first and the last among them; null: the last one there is.
   */
  private record Span(LocalDate first, LocalDate last) {
    static Span parse(String text) throws BadTextException {
      if (text.isEmpty()) {
        return new Span(null, null);
      }
      String[] ends = text.split("\\.\\.", -1);
      try {
        Span span = new Span(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1]));
        if (ends.length <= 2 && !span.last.isBefore(span.first)) {
          return span;
        }
      } catch (DateTimeException e) {
        // reported below
      }
      throw new BadTextException(
          "is no day; write one as in 2026-06-15, or the first and the last as in 2026-06-01..2026-06-30");
    }

    List<LocalDate> of(List<LocalDate> days) {
      if (first == null) {
        return days.isEmpty() ? days : days.subList(days.size() - 1, days.size());
      }
      return days.stream().filter(day -> !day.isBefore(first) && !day.isAfter(last)).toList();
    }

    boolean isOneDay() {
      return first == null || first.equals(last);
    }
  }

  /**
   * Prints the history of every ECU.
   *
   * @param days a day, two with two dots between them, or nothing for the last one
   * @param json whether the lines are printed as they were written
   * @throws BadTextException if these are no days, or nothing is kept of them
   * @throws IOException if the history cannot be read
   */
  void print(String days, boolean json) throws BadTextException, IOException {
    Span span = Span.parse(days);
    boolean any = false;
    for (String ecu : CommonKeys.ecus(settings)) {
      History history = new History(settings.of(ecu), ecu, new SummaryJson());
      List<LocalDate> found = span.of(history.days());
      if (!found.isEmpty() && !json && CommonKeys.areSeveral(settings)) {
        out.printLine((any ? "\n" : "") + "ECU: " + ecu);
      }
      any |= !found.isEmpty();
      if (json) {
        for (LocalDate day : found) {
          history.forEachLine(day, out::printLine);
        }
      } else if (span.isOneDay()) {
        for (LocalDate day : found) {
          List<GenerationSummary> readings = history.readings(day);
          HistoryText.ofDay(
                  Day.of(day, readings),
                  readings,
                  history.health(day),
                  Layout.of(settings.of(ecu))::title)
              .forEach(out::printLine);
        }
      } else {
        List<Day> all = new ArrayList<>();
        for (LocalDate day : found) {
          all.add(Day.of(day, history.readings(day)));
        }
        HistoryText.ofDays(all).forEach(out::printLine);
      }
    }
    if (!any) {
      throw new BadTextException(
          "shows nothing: no reading is kept of that time in the folder history of %s; see data.dir and history.days"
              .formatted(settings.get(CommonKeys.DATA_DIR)));
    }
  }
}
