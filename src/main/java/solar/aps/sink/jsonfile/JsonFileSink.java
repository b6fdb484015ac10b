package solar.aps.sink.jsonfile;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.Locations;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Sink;
import solar.aps.storage.DiskFault;
import solar.aps.storage.FolderTrial;
import solar.aps.storage.LineFile;

/** Appends every reading to a file, as one line of JSON. */
@AutoService(Sink.class)
public final class JsonFileSink extends Sink {
  private static final String DATE = "{date}";

  /**
   * The file that gets a line a reading; {@code {date}} in its name, not in its folder's, stands
   * for the local date; empty: none.
   */
  public static final Key<Path> PATH = Key.of("json-file.path", JsonFileSink::path);

  /** Found by itself. */
  public JsonFileSink() {
    super("json-file");
  }

  @Override
  public String title() {
    return "JSON file";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(PATH);
  }

  @Override
  public boolean isOn(Settings settings) {
    return settings.find(PATH).isPresent();
  }

  @Override
  public boolean wantsEnergy(Settings settings) {
    return true;
  }

  @Override
  public void configure() {
    fromReadings()
        .process(exchange -> append(exchange.getMessage().getBody(GenerationSummary.class)));
  }

  @Override
  public String preview(GenerationSummary summary) {
    return "append to %s:\n%s"
        .formatted(file(summary.timestamp().toLocalDate()), services().json().line(summary));
  }

  @Override
  public List<Finding> check() {
    Path file = file(LocalDate.now(services().clock()));
    try {
      if (Files.exists(file)) {
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
      } else {
        FolderTrial.write(file.toAbsolutePath().getParent());
      }
      return List.of(Finding.good(Link.SINK, PATH.name(), file + " can be written"));
    } catch (IOException e) {
      return List.of(Finding.bad(Link.SINK, PATH.name(), FolderTrial.refusal(file, e)));
    }
  }

  private void append(GenerationSummary summary) throws IOException {
    Path file = file(summary.timestamp().toLocalDate());
    try {
      LineFile.append(file, services().json().line(summary));
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be written (%s). Check json-file.path, the rights of its folder and the space on the disk"
              .formatted(file, DiskFault.reason(e)),
          e);
    }
  }

  /** The file for the readings of one local day. */
  private Path file(LocalDate day) {
    return Path.of(services().settings().get(PATH).toString().replace(DATE, day.toString()));
  }

  private static Path path(String text) throws BadTextException {
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
}
