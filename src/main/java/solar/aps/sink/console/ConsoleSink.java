package solar.aps.sink.console;

import com.google.auto.service.AutoService;
import java.util.List;
import solar.aps.config.Formats;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Sink;

/** Prints every reading on standard output. */
@AutoService(Sink.class)
public final class ConsoleSink extends Sink {
  /** The forms of the readings on standard output. */
  public enum Format {
    /** Lines for people. */
    TEXT,
    /** JSON objects. */
    JSON,
    /** Nothing. */
    NONE
  }

  /** What goes to standard output. */
  public static final Key<Format> FORMAT =
      Key.of("console.format", Formats.word("format", Format.class)).withDefault("text");

  private boolean started;

  /** Found by itself. */
  public ConsoleSink() {
    super("console");
  }

  @Override
  public String title() {
    return "Console";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(FORMAT);
  }

  @Override
  public boolean isOn(Settings settings) {
    return settings.get(FORMAT) != Format.NONE;
  }

  @Override
  public boolean wantsEnergy(Settings settings) {
    return settings.get(FORMAT) == Format.JSON;
  }

  @Override
  public void configure() {
    fromReadings()
        .process(exchange -> print(exchange.getMessage().getBody(GenerationSummary.class)));
  }

  @Override
  public String preview(GenerationSummary summary) {
    return "print:\n" + text(summary);
  }

  private void print(GenerationSummary summary) {
    // an empty line keeps the texts of a service apart
    services().out().print((started && !isJson() ? "\n" : "") + text(summary));
    started = true;
  }

  private String text(GenerationSummary summary) {
    if (!isJson()) {
      return ReadingText.of(summary, services().layout(summary.ecu()));
    }
    return (services().once()
            ? services().json().indented(summary)
            : services().json().line(summary))
        + "\n";
  }

  private boolean isJson() {
    return services().settings().get(FORMAT) == Format.JSON;
  }
}
