package solar.aps.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.generation.GenerationSummary;

/** A line that was written is read again. */
class LineReaderTest {
  private final SummaryJson json = new SummaryJson();

  private static GenerationSummary full() {
    Map<String, Integer> panels = new LinkedHashMap<>();
    panels.put("403000000001-B", 0);
    panels.put("403000000001-A", null);
    panels.put("\"odd\\\u00e9\n", 7);
    return new GenerationSummary(
        "http://ecu/\"x\"",
        LocalDateTime.parse("2025-06-15T11:10:00"),
        2,
        3,
        7,
        11L,
        11,
        234.5,
        -3.0,
        50.01,
        true,
        panels,
        1234L,
        4321.7,
        "roof",
        null,
        List.of());
  }

  private static GenerationSummary bare() {
    return new GenerationSummary(
        "x",
        LocalDateTime.parse("2025-06-15T11:10:01"),
        0,
        null,
        0,
        null,
        0,
        null,
        null,
        null,
        false,
        Map.of(),
        null,
        null,
        null,
        null,
        List.of());
  }

  @Test
  void itIsWhatWasWritten() throws Exception {
    assertThat(json.reading(json.line(full()))).isEqualTo(full());
    assertThat(json.reading(json.line(bare()))).isEqualTo(bare());
    assertThat(json.reading(json.line(full())).panels().keySet())
        .containsExactlyElementsOf(full().panels().keySet());
  }

  @Test
  void itIsWhatTheMapperReads() throws Exception {
    String line = json.line(full());
    assertThat(json.reading(line)).isEqualTo(json.summary(json.mapper().readTree(line)));
  }

  @Test
  void whatALaterVersionAddsIsLeftOut() throws Exception {
    String line = json.line(full());
    String later =
        line.substring(0, line.length() - 1) + ",\"more\":{\"a\":[1,{}]},\"other\":[[]]}";
    assertThat(json.reading(later)).isEqualTo(full());
  }

  @Test
  void noBeginningOfALineIsAReading() {
    String line = json.line(full());
    for (int length = 0; length < line.length(); length++) {
      String torn = line.substring(0, length);
      assertThatThrownBy(() -> json.reading(torn)).as(torn).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "7", "{}{}", "\u0000\u0000"})
  void somethingElseIsNone(String text) {
    assertThatThrownBy(() -> json.reading(text)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"timestamp\":\"2025-06-15T11:10:00\"|\"timestamp\":null",
        "\"timestamp\":\"2025-06-15T11:10:00\"|\"timestamp\":\"today\"",
        "\"received_count\":2|\"received_count\":\"2\"",
        "\"panels\":{|\"panels\":[],\"x\":{",
        ":true|:1",
        ":7}|:{}}",
        ":7}|:99999999999}"
      })
  void aValueOfAnotherKindIsNone(String change) {
    String[] parts = change.split("\\|");
    String line = json.line(full()).replace(parts[0], parts[1]);
    assertThat(line).isNotEqualTo(json.line(full()));
    assertThatThrownBy(() -> json.reading(line)).isInstanceOf(IOException.class);
  }
}
