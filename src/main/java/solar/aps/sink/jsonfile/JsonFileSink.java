package solar.aps.sink.jsonfile;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;
import solar.aps.route.SinkRoute;

/** Appends every reading to a file, as one line of JSON. */
@AutoService(SinkRoute.class)
public final class JsonFileSink extends SinkRoute {
  @BeanInject("settings")
  Settings settings;

  @BeanInject("summaryJson")
  SummaryJson json;

  @Override
  public void configure() {
    settings
        .jsonFile()
        .ifPresent(
            file ->
                sink("json-file", summary -> preview(file, summary)).process(e -> append(file, e)));
  }

  /**
   * The file for the readings of one day.
   *
   * @param file the file by the settings, with {@code {date}} in its name or not
   * @param day the local date
   */
  public static Path fileOf(Path file, LocalDate day) {
    return Path.of(file.toString().replace("{date}", day.toString()));
  }

  private String preview(Path file, GenerationSummary summary) {
    return "append to %s:\n%s"
        .formatted(fileOf(file, summary.timestamp().toLocalDate()), json.line(summary));
  }

  private void append(Path file, Exchange exchange) throws IOException {
    GenerationSummary summary = exchange.getMessage().getBody(GenerationSummary.class);
    Path name = fileOf(file, summary.timestamp().toLocalDate());
    try {
      LineFile.append(name, json.line(summary));
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be written (%s). Check json-file.path, the rights of its folder and the space on the disk"
              .formatted(name, e),
          e);
    }
  }
}
