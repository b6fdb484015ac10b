package solar.aps.setup;

import java.util.List;
import java.util.Optional;
import solar.aps.config.BadTextException;
import solar.aps.config.Formats;
import solar.aps.config.Key;
import solar.aps.config.SettingsException;
import solar.aps.config.WrittenSettings;
import solar.aps.plugin.Output;

/** Asks until an answer has a meaning, and puts it into the draft. */
final class Questions {
  private static final String NONE = "-";

  private final Draft draft;
  private final Optional<Terminal> terminal;
  private final Output out;

  /**
   * @param terminal empty: what is proposed is taken
   * @param out gets what is said
   */
  Questions(Draft draft, Optional<Terminal> terminal, Output out) {
    this.draft = draft;
    this.terminal = terminal;
    this.out = out;
  }

  void say(String line) {
    out.printLine(line);
  }

  /** Says what helps to answer, if there is somebody to do so. */
  void hint(String line) {
    if (!areSilent()) {
      say("  " + line);
    }
  }

  /** Whether nobody is asked. */
  boolean areSilent() {
    return terminal.isEmpty();
  }

  /**
   * Asks for the value of a key.
   *
   * @param proposal taken for an empty answer where nothing was set before; empty: there must be
   *     one
   */
  void ask(String name, String question, Optional<String> proposal) throws SettingsException {
    ask(name, question, proposal, false);
  }

  /** As {@link #ask}, and the answer may be that there is none. */
  void askIfAny(String name, String question, Optional<String> proposal) throws SettingsException {
    ask(name, question, proposal, true);
  }

  private void ask(String name, String question, Optional<String> proposal, boolean noneWillDo)
      throws SettingsException {
    Key<?> key = draft.key(name);
    if (draft.isGiven(name)) {
      say(question + ": " + (key.secret() ? "given" : draft.find(name).orElse("none")));
      return;
    }
    Optional<String> proposed = draft.find(name).or(() -> proposal);
    while (true) {
      String text = answer(key, prompt(key, question, proposed, noneWillDo));
      if (text.isEmpty() && proposed.isEmpty() && !noneWillDo) {
        lacking(key);
        continue;
      }
      String meant = text.isEmpty() ? proposed.orElse("") : text;
      if (noneWillDo && (meant.equals(NONE) || meant.isEmpty())) {
        draft.set(name, "");
        return;
      }
      if (isGood(key, meant)) {
        draft.set(name, meant);
        if (areSilent()) {
          say(question + ": " + (key.secret() ? "as before" : meant));
        }
        return;
      }
    }
  }

  /** Asks for a line; empty for what is proposed. */
  String line(String prompt) throws SettingsException {
    return terminal.isEmpty() ? "" : typed(terminal.get().ask(prompt));
  }

  /** Asks for yes or no. */
  boolean agree(String question, boolean proposal) throws SettingsException {
    String prompt = "%s (y/n) [%s] ".formatted(question, proposal ? "y" : "n");
    while (true) {
      String text = line(prompt);
      if (text.isEmpty()) {
        return proposal;
      }
      try {
        return text.matches("(?i)[yn]") ? text.equalsIgnoreCase("y") : Formats.yesOrNo(text);
      } catch (BadTextException e) {
        say("  that is neither yes nor no; type y or n");
      }
    }
  }

  /** Whether a text has a meaning for this key; says why not. */
  boolean isGood(Key<?> key, String text) throws SettingsException {
    try {
      key.format().parse(text);
      return true;
    } catch (BadTextException e) {
      if (areSilent()) {
        throw new SettingsException(List.of(key.name() + " " + e.getMessage()));
      }
      say("  that " + e.getMessage());
      return false;
    }
  }

  /** Says that a key must have an answer. */
  void lacking(Key<?> key) throws SettingsException {
    if (areSilent()) {
      throw new SettingsException(
          List.of(
              "%s is not known and has no proposal; give it as %s"
                  .formatted(
                      key.name(),
                      key.secret()
                          ? "the environment variable " + WrittenSettings.environmentName(key)
                          : "--set " + key.name() + "=…")));
    }
    say("  an answer is needed here; Ctrl-C ends it all, and nothing is written");
  }

  private String answer(Key<?> key, String prompt) throws SettingsException {
    return key.secret() && terminal.isPresent()
        ? typed(terminal.get().askSecretly(prompt))
        : line(prompt);
  }

  private static String prompt(
      Key<?> key, String question, Optional<String> proposed, boolean noneWillDo) {
    String shown =
        proposed.map(text -> key.secret() ? "as before" : text).orElse(noneWillDo ? "none" : "");
    return question
        + (key.secret() ? " (what you type is not shown)" : "")
        + (noneWillDo && proposed.isPresent() ? " (- for none)" : "")
        + (shown.isEmpty() ? ": " : " [" + shown + "]: ");
  }

  private static String typed(String line) throws SettingsException {
    if (line == null) {
      throw new SettingsException(List.of("the answers ended; nothing was written"));
    }
    return line.strip();
  }
}
