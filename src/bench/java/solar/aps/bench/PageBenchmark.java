package solar.aps.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import solar.aps.generation.EcuReading;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.PanelAggregator;
import solar.aps.json.SummaryJson;
import solar.aps.source.page.EcuPage;

/** From the page's bytes to the line of JSON, step by step, and the HTML parser alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PageBenchmark {
  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 6, 15, 12, 7, 0, 0, ZoneOffset.UTC);

  private final byte[] page = TenPanels.page().getBytes(UTF_8);
  private final PanelAggregator aggregator = new PanelAggregator(null, true, OptionalInt.of(12));
  private final SummaryJson json = new SummaryJson();
  private final EcuReading reading = read(page);
  private final GenerationSummary summary = aggregator.summarise(reading);

  private static EcuReading read(byte[] page) {
    try {
      return EcuPage.read(page, "http://ecu/cgi-bin/parameters", NOW);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the reading of a page cannot be faster than. */
  @Benchmark
  public Document jsoupAlone() throws Exception {
    return Jsoup.parse(new ByteArrayInputStream(page), null, "");
  }

  /** The page's bytes to a reading. */
  @Benchmark
  public EcuReading pageToReading() {
    return read(page);
  }

  /** The reading to its summary. */
  @Benchmark
  public GenerationSummary readingToSummary() {
    return aggregator.summarise(reading);
  }

  /** The summary to its line of JSON. */
  @Benchmark
  public String summaryToJson() {
    return json.line(summary);
  }
}
