package solar.aps.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/** The two forms of a summary: what is shown, and what other programs read. */
class SummaryJsonTest {
  private final SummaryJson json = new SummaryJson();

  private static GenerationSummary summary(Long energyToday, Double energyTotal, String ecu) {
    Map<String, Integer> panels = new HashMap<>();
    panels.put("404000000001-A", 120);
    panels.put("404000000001-\"B\"", null);
    return new GenerationSummary(
        "http://192.168.1.102/cgi-bin/parameters",
        LocalDateTime.parse("2026-06-15T11:10:00"),
        1,
        null,
        120,
        240L,
        240,
        234.0,
        null,
        50.01,
        true,
        panels,
        energyToday,
        energyTotal,
        ecu,
        Instant.parse("2026-06-15T09:10:00Z"),
        List.of(new Inverter("404000000001", true, 234.0, 50.01, null, panels)));
  }

  @Test
  void whatIsShownIsWhatProgramsReadWithoutTheInverters() throws Exception {
    for (GenerationSummary summary :
        List.of(summary(null, null, null), summary(5430L, 1234.5678, "roof"))) {
      ObjectNode whole = (ObjectNode) json.mapper().readTree(json.whole(summary));
      whole.remove(List.of("taken_at", "inverters"));

      assertThat(json.line(summary)).isEqualTo(json.mapper().writeValueAsString(whole));
      assertThat(json.mapper().readTree(json.indented(summary))).isEqualTo(whole);
    }
  }

  @Test
  void whatProgramsReadCanBeReadBack() throws Exception {
    GenerationSummary summary = summary(5430L, 1234.5678, "roof");

    assertThat(json.summary(json.mapper().readTree(json.whole(summary)))).isEqualTo(summary);
  }

  @Test
  void whatAnEarlierVersionWroteCanBeReadToo() throws Exception {
    GenerationSummary read =
        json.summary(json.mapper().readTree(json.line(summary(null, null, null))));

    assertThat(read.takenAt()).isNull();
    assertThat(read.inverters()).isEmpty();
    assertThat(read.panels()).containsEntry("404000000001-A", 120);
  }
}
