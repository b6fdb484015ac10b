package solar.aps.sink.jsonfile;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.Locations;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;
import solar.aps.route.SinkRoute;

/** Appends every reading to a file, as one line of JSON. */
@AutoService(SinkRoute.class)
public final class JsonFileSink extends SinkRoute {
  private static final String DATE = "{date}";

  /**
   * The file that gets a line a reading; {@code {date}} in its name, not in its folder's, stands
   * for the local date; empty: none.
   */
  public static final Key<Path> PATH = Key.of("json-file.path", JsonFileSink::file);

  @BeanInject("settings")
  Settings settings;

  @BeanInject("summaryJson")
  SummaryJson json;

  @Override
  public List<Key<?>> keys() {
    return List.of(PATH);
  }

  @Override
  public void configure() {
    settings
        .find(PATH)
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
    return Path.of(file.toString().replace(DATE, day.toString()));
  }

  private static Path file(String text) throws BadTextException {
    Path file = Locations.file(text);
    String name = String.valueOf(file.getFileName());
    String rest = file.resolveSibling(name.replace(DATE, "")).toString();
    if (rest.contains("{") || rest.contains("}")) {
      throw new BadTextException(
          "has braces that mean nothing; only {date} may stand in braces, and only in the file's"
              + " own name, as in readings-{date}.jsonl");
    }
    return file;
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
