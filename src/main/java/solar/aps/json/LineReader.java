package solar.aps.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import solar.aps.generation.GenerationSummary;

/** Reads a summary of one line, key by key: a day has hundreds of lines. */
final class LineReader {
  private final JsonParser parser;

  private String source;
  private LocalDateTime timestamp;
  private Long received;
  private Long expected;
  private Long wattsRaw;
  private Long wattsEstimated;
  private Long wattsForOutput;
  private Double volts;
  private Double celsius;
  private Double hertz;
  private Boolean scaled;
  private Map<String, Integer> panels;
  private Long energyTodayWh;
  private Double energyTotalKwh;
  private String ecu;
  private Instant takenAt;

  LineReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * @throws IOException if it is not the JSON of a summary, as where a power cut has torn the line
   */
  GenerationSummary read() throws IOException {
    try {
      expect(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        field(key);
      }
      expect(parser.nextToken() == null);
    } catch (DateTimeException e) {
      throw new IOException(e);
    }
    expect(timestamp != null && received != null && wattsRaw != null && wattsForOutput != null);
    expect(scaled != null && panels != null);
    return summary();
  }

  private static void expect(boolean isSo) throws IOException {
    if (!isSo) {
      throw new IOException("it holds no reading");
    }
  }

  /** What a later version writes has more in it. */
  private void field(String key) throws IOException {
    switch (key) {
      case "source" -> source = text();
      case "timestamp" -> timestamp = LocalDateTime.parse(parser.getText());
      case "received_count" -> received = whole();
      case "expected_count" -> expected = whole();
      case "total_watts_raw" -> wattsRaw = whole();
      case "total_watts_estimated" -> wattsEstimated = whole();
      case "total_watts_for_output" -> wattsForOutput = whole();
      case "avg_volt_v" -> volts = fraction();
      case "avg_temp_c" -> celsius = fraction();
      case "avg_freq_hz" -> hertz = fraction();
      case "scaled_due_to_missing" -> scaled = parser.getBooleanValue();
      case "panels" -> panels = panels();
      case "energy_today_wh" -> energyTodayWh = whole();
      case "energy_total_kwh" -> energyTotalKwh = fraction();
      case "ecu" -> ecu = text();
      case "taken_at" -> takenAt = Instant.parse(parser.getText());
      default -> parser.skipChildren();
    }
  }

  private boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  private String text() throws IOException {
    return isNull() ? null : parser.getText();
  }

  private Long whole() throws IOException {
    return isNull() ? null : parser.getLongValue();
  }

  private Double fraction() throws IOException {
    return isNull() ? null : parser.getDoubleValue();
  }

  private Map<String, Integer> panels() throws IOException {
    expect(parser.currentToken() == JsonToken.START_OBJECT);
    Map<String, Integer> read = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String panel = parser.currentName();
      parser.nextToken();
      read.put(panel, isNull() ? null : parser.getIntValue());
    }
    return read;
  }

  private GenerationSummary summary() {
    return new GenerationSummary(
        source,
        timestamp,
        received.intValue(),
        expected == null ? null : expected.intValue(),
        wattsRaw,
        wattsEstimated,
        wattsForOutput,
        volts,
        celsius,
        hertz,
        scaled,
        panels,
        energyTodayWh,
        energyTotalKwh,
        ecu,
        takenAt,
        List.of());
  }
}
