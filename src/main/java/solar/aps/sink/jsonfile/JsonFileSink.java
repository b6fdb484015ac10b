package solar.aps.sink.jsonfile;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
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
    settings.jsonFile().ifPresent(file -> sink("json-file").process(e -> append(file, e)));
  }

  private void append(Path file, Exchange exchange) throws IOException {
    GenerationSummary summary = exchange.getMessage().getBody(GenerationSummary.class);
    String name = file.toString().replace("{date}", summary.timestamp().toLocalDate().toString());
    try {
      LineFile.append(Path.of(name), json.line(summary));
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be written (%s). Check json-file.path, the rights of its folder and the space on the disk"
              .formatted(name, e),
          e);
    }
  }
}
