package solar.aps.setup;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import solar.aps.config.Key;
import solar.aps.config.SettingsException;
import solar.aps.plugin.Output;

/** Asks for the settings, tries them, writes them, and says how to start. */
public final class Setup {
  private final List<Key<?>> keys;
  private final Map<String, String> environment;
  private final Output out;
  private final Finder finder;

  /**
   * What is wanted.
   *
   * @param file the settings file that is written
   * @param named whether it was named on the command line
   * @param answers those of the command line, by the names of the keys
   * @param terminal who answers the rest; empty: what is proposed is taken
   */
  public record Request(
      Path file, boolean named, Map<String, String> answers, Optional<Terminal> terminal) {}

  /**
   * @param keys every key there is
   * @param environment the environment variables, which answer as the command line does
   * @param out gets what is said
   * @param finder looks for ECUs
   */
  public Setup(List<Key<?>> keys, Map<String, String> environment, Output out, Finder finder) {
    this.keys = keys;
    this.environment = environment;
    this.out = out;
    this.finder = finder;
  }

  /**
   * Does it all. The file is written when everything has been answered, and not before.
   *
   * @param check looks at the settings that were written, as {@code --check} does
   * @return what {@code check} gave
   * @throws SettingsException if an answer cannot be used and nobody can be asked again, or if the
   *     file cannot be written
   */
  public int run(Request request, IntSupplier check) throws SettingsException {
    SettingsPlace place = new SettingsPlace(request.file());
    Map<String, String> given = Given.of(keys, request.answers(), environment);
    Draft draft = new Draft(keys, place.before(keys), given);
    Questions questions = new Questions(draft, request.terminal(), out);
    if (request.terminal().isPresent()) {
      questions.say(
          "This writes %s. Enter takes what stands in brackets; Ctrl-C ends it, and nothing is written."
              .formatted(request.file()));
    }
    Trials trials = new Trials(out);
    new EcuQuestions(draft, questions, finder, trials, ZoneId.systemDefault()).ask();
    new SinkQuestions(draft, questions, trials).ask();
    Optional<Path> kept = place.write(SettingsText.of(draft.texts()));
    questions.say(
        "%s is written%s"
            .formatted(
                request.file(),
                kept.map(backup -> "; what was there is kept as " + backup).orElse("")));
    int code = check.getAsInt();
    questions.say(
        code == 0
            ? "Start it now:"
            : "Mend what has a ✗ above, or run --setup again. Then start it:");
    questions.say("  " + StartCommand.of(place, request.named()));
    return code;
  }
}
