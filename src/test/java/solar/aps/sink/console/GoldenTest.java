package solar.aps.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;
import solar.aps.layout.Layout;

/** The exact text and the exact JSON of a reading. */
class GoldenTest {
  private static final GenerationSummary WHOLE =
      summary(4, 10, 472, null, panels(120, 118, 117, 117));
  private static final GenerationSummary SCALED =
      summary(3, 4, 355, 473L, panels(120, 118, 117, null));
  private static final GenerationSummary NIGHT =
      new GenerationSummary(
          "http://192.168.1.102/cgi-bin/parameters",
          LocalDateTime.parse("2025-10-23T23:00:00"),
          0,
          null,
          0,
          null,
          0,
          null,
          null,
          null,
          false,
          panels(null, null, null, null),
          null,
          null,
          null,
          null,
          List.of());

  @Test
  void theTextOfAReading() throws Exception {
    assertThat(ReadingText.of(WHOLE, Layout.NONE)).isEqualTo(golden("whole.txt"));
  }

  @Test
  void theTextOfAnEstimate() throws Exception {
    assertThat(ReadingText.of(SCALED, Layout.NONE)).isEqualTo(golden("scaled.txt"));
  }

  @Test
  void theTextOfTheNightNamesNoAverage() throws Exception {
    assertThat(ReadingText.of(NIGHT, Layout.NONE)).isEqualTo(golden("night.txt"));
  }

  @Test
  void theJsonOfAReadingIndented() throws Exception {
    assertThat(new SummaryJson().indented(WHOLE) + "\n").isEqualTo(golden("whole.json"));
  }

  @Test
  void theJsonOfAnEstimateIndented() throws Exception {
    assertThat(new SummaryJson().indented(SCALED) + "\n").isEqualTo(golden("scaled.json"));
  }

  @Test
  void theJsonOfTheNightOnOneLine() throws Exception {
    assertThat(new SummaryJson().line(NIGHT) + "\n").isEqualTo(golden("night.jsonl"));
  }

  private static String golden(String name) throws Exception {
    try (var file = GoldenTest.class.getResourceAsStream("/summaries/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static GenerationSummary summary(
      int received, int expected, long raw, Long estimated, Map<String, Integer> panels) {
    return new GenerationSummary(
        "http://192.168.1.102/cgi-bin/parameters",
        LocalDateTime.parse("2025-10-23T11:10:16"),
        received,
        expected,
        raw,
        estimated,
        estimated == null ? raw : estimated,
        234.0,
        50.0,
        50.01,
        estimated != null,
        panels,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static Map<String, Integer> panels(Integer xa, Integer xb, Integer ya, Integer yb) {
    Map<String, Integer> panels = new LinkedHashMap<>();
    panels.put("INV-XXXX-A", xa);
    panels.put("INV-XXXX-B", xb);
    panels.put("INV-YYYY-A", ya);
    panels.put("INV-YYYY-B", yb);
    return panels;
  }
}
