package solar.aps.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/**
 * Writes a summary as JSON: snake-case keys in a fixed order, null where a value is not known. The
 * last ones, for energy and for one of several ECUs, stand there only where there is something to
 * say: the original Python tool had none of them.
 */
public final class SummaryJson {
  /** Without them a 0 would stand for what is not known. */
  private static final List<String> ALWAYS_THERE =
      List.of(
          "timestamp",
          "received_count",
          "total_watts_raw",
          "total_watts_for_output",
          "scaled_due_to_missing",
          "panels");

  private final JsonFactory factory = new JsonFactory();

  /** Made when it is first needed: it takes a good part of a start. */
  private ObjectMapper mapper;

  /** The keys that are left out where their value is not known. */
  private interface SummaryForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Long energyTodayWh();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    Double energyTotalKwh();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    String ecu();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    Instant takenAt();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<Inverter> inverters();
  }

  /**
   * The mapper that gives this form, with the time in UTC and the inverters behind it; for what
   * other programs read.
   */
  public synchronized ObjectMapper mapper() {
    if (mapper == null) {
      mapper = Mapper.make();
    }
    return mapper;
  }

  /** The summary as the mapper gives it, on one line. */
  public String whole(GenerationSummary summary) {
    try {
      return mapper().writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The summary on one line, as it is shown: without what repeats its panels and its time. */
  public String line(GenerationSummary summary) {
    return text(summary, null);
  }

  /** The same over many lines, indented by two. */
  public String indented(GenerationSummary summary) {
    return text(
        summary,
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n")));
  }

  /**
   * The summary in this form of it.
   *
   * @throws IOException if it is none; the message says what is missing
   */
  public GenerationSummary summary(JsonNode json) throws IOException {
    List<String> missing = ALWAYS_THERE.stream().filter(key -> !json.hasNonNull(key)).toList();
    if (!missing.isEmpty()) {
      throw new IOException("it holds no reading: there is no " + String.join(", no ", missing));
    }
    return mapper()
        .readerFor(GenerationSummary.class)
        // what a later version writes has more in it
        .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .readValue(json);
  }

  /**
   * The summary of a line that {@link #line} made, quicker than by the mapper.
   *
   * @throws IOException if it is none
   */
  public GenerationSummary reading(String line) throws IOException {
    try (JsonParser parser = factory.createParser(line)) {
      return new LineReader(parser).read();
    }
  }

  private String text(GenerationSummary summary, PrettyPrinter printer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text).setPrettyPrinter(printer)) {
      write(summary, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(GenerationSummary summary, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", summary.source());
    json.writeStringField("timestamp", summary.timestampText());
    json.writeNumberField("received_count", summary.receivedCount());
    write(json, "expected_count", summary.expectedCount());
    json.writeNumberField("total_watts_raw", summary.totalWattsRaw());
    write(json, "total_watts_estimated", summary.totalWattsEstimated());
    json.writeNumberField("total_watts_for_output", summary.totalWattsForOutput());
    write(json, "avg_volt_v", summary.avgVoltV());
    write(json, "avg_temp_c", summary.avgTempC());
    write(json, "avg_freq_hz", summary.avgFreqHz());
    json.writeBooleanField("scaled_due_to_missing", summary.scaledDueToMissing());
    json.writeObjectFieldStart("panels");
    for (Map.Entry<String, Integer> panel : summary.panels().entrySet()) {
      write(json, panel.getKey(), panel.getValue());
    }
    json.writeEndObject();
    if (summary.energyTodayWh() != null) {
      write(json, "energy_today_wh", summary.energyTodayWh());
    }
    if (summary.energyTotalKwh() != null) {
      write(json, "energy_total_kwh", summary.energyTotalKwh());
    }
    if (summary.ecu() != null) {
      json.writeStringField("ecu", summary.ecu());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, Number value) throws IOException {
    json.writeFieldName(key);
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Double fraction) {
      json.writeNumber(fraction);
    } else {
      json.writeNumber(value.longValue());
    }
  }

  /** What it names is loaded only with it. */
  private static final class Mapper {
    static ObjectMapper make() {
      ObjectMapper mapper =
          JsonMapper.builder()
              .addModule(new JavaTimeModule())
              .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
              .addMixIn(GenerationSummary.class, SummaryForm.class)
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .build();
      mapper
          .configOverride(LocalDateTime.class)
          .setFormat(JsonFormat.Value.forPattern("uuuu-MM-dd'T'HH:mm:ss"));
      return mapper;
    }
  }
}
