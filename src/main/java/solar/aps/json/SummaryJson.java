package solar.aps.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/**
 * Writes a summary as JSON: snake-case keys in a fixed order, null where a value is not known. The
 * last ones, for energy and for one of several ECUs, stand there only where there is something to
 * say: the original Python tool had none of them.
 */
public final class SummaryJson {
  private final ObjectMapper mapper = newMapper();
  private final ObjectWriter indented =
      mapper.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n")));

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
  public ObjectMapper mapper() {
    return mapper;
  }

  /** The summary on one line, as it is shown: without what repeats its panels and its time. */
  public String line(GenerationSummary summary) {
    return write(mapper.writer(), summary);
  }

  /** The same over many lines, indented by two. */
  public String indented(GenerationSummary summary) {
    return write(indented, summary);
  }

  /**
   * The summary in this form of it.
   *
   * @throws IOException if it is none; the message says what is missing
   */
  public GenerationSummary summary(JsonNode json) throws IOException {
    if (!json.hasNonNull("timestamp") || !json.path("panels").isObject()) {
      throw new IOException(
          "it holds no reading: there is no timestamp or there are no panels in it");
    }
    return mapper.treeToValue(json, GenerationSummary.class);
  }

  private static String write(ObjectWriter writer, GenerationSummary summary) {
    try {
      return writer.writeValueAsString(summary.brief());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper newMapper() {
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
