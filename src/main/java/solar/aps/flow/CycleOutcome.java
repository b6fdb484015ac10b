package solar.aps.flow;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.slf4j.event.Level;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.SinkReport;

/**
 * What became of one cycle whose page was read: the summary, and what each sink did with it.
 *
 * @param summary what the sinks got
 * @param results one a sink, in the order of their IDs
 */
public record CycleOutcome(GenerationSummary summary, List<Result> results) {
  /** The exchange property that carries the outcome through the cycle. */
  public static final String PROPERTY = "solar.aps.outcome";

  /**
   * @param sink the ID of the sink
   * @param report what the sink reports, or null
   * @param failure why the sink did not take the summary, or null when it did
   */
  public record Result(String sink, SinkReport report, Exception failure) {
    /** Whether the sink did not take the summary. */
    public boolean failed() {
      return failure != null;
    }

    /** Where the reading is, for a sink that did not fail. */
    public SinkReport.Fate fate() {
      return report == null ? SinkReport.Fate.DELIVERED : report.fate();
    }
  }

  /** That of this cycle; null while there is none. */
  public static CycleOutcome of(Exchange cycle) {
    return cycle.getProperty(PROPERTY, CycleOutcome.class);
  }

  /** Takes a copy of {@code results}. */
  public CycleOutcome {
    results = List.copyOf(results);
  }

  /** The results of the sinks that did not take the summary. */
  public List<Result> failures() {
    return results.stream().filter(Result::failed).toList();
  }

  /** Whether the sink with this ID neither failed nor has the reading still. */
  public boolean delivered(String sink) {
    return results.stream()
        .filter(result -> result.sink().equals(sink))
        .noneMatch(
            result ->
                result.failed()
                    || result.fate() == SinkReport.Fate.WAITING
                    || result.fate() == SinkReport.Fate.REFUSED);
  }

  /** What the sinks report to the user, a line each. */
  public List<String> answers() {
    return reports()
        .map(SinkReport::answer)
        .filter(answer -> !answer.isEmpty())
        .map(answer -> name() + answer)
        .toList();
  }

  /** How much the cycle matters to a reader of the log. */
  public Level level() {
    return reports().map(SinkReport::level).min(Comparator.naturalOrder()).orElse(Level.INFO);
  }

  private Stream<SinkReport> reports() {
    return results.stream().map(Result::report).filter(Objects::nonNull);
  }

  /** The cycle in one line for the log. */
  @Override
  public String toString() {
    StringBuilder line =
        new StringBuilder(
            "%s%d of %d panels, %d W"
                .formatted(
                    name(),
                    summary.receivedCount(),
                    summary.expectedCount() == null
                        ? summary.panels().size()
                        : summary.expectedCount(),
                    summary.totalWattsForOutput()));
    if (summary.scaledDueToMissing()) {
      line.append(" (estimated from ").append(summary.totalWattsRaw()).append(" W)");
    }
    append(
        line,
        "; taken by ",
        results.stream().filter(r -> !r.failed() && r.fate() == SinkReport.Fate.DELIVERED));
    append(line, "; failed: ", failures().stream());
    reports().forEach(report -> line.append("; ").append(report.note()));
    return line.toString();
  }

  private String name() {
    return summary.ecu() == null ? "" : summary.ecu() + ": ";
  }

  private static void append(StringBuilder line, String title, Stream<Result> results) {
    List<String> names = results.map(Result::sink).sorted().toList();
    if (!names.isEmpty()) {
      line.append(title).append(String.join(", ", names));
    }
  }
}
