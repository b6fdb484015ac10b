package solar.aps.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import solar.aps.check.Finding;
import solar.aps.config.CommonKeys;
import solar.aps.config.SettingsException;
import solar.aps.flow.StartFault;
import solar.aps.flow.Trial;

/** Where the readings go. */
final class SinkQuestions {
  private static final String PUBLISH = "pvoutput.publish";
  private static final String API_KEY = "pvoutput.api-key";
  private static final String SYSTEM_ID = "pvoutput.system-id";
  private static final String STATUS_INTERVAL = "pvoutput.status-interval";
  private static final List<String> BROKER = List.of("mqtt.url", "mqtt.username", "mqtt.password");
  private static final String PORT = "web.port";
  private static final String HOST = "web.host";

  private final Draft draft;
  private final Questions questions;
  private final Trials trials;

  /** What is found at the other side, before the settings are complete. */
  private record Look(boolean holds, Map<String, String> proposals) {}

  SinkQuestions(Draft draft, Questions questions, Trials trials) {
    this.draft = draft;
    this.questions = questions;
    this.trials = trials;
  }

  void ask() throws SettingsException {
    askForPvOutput();
    askForHomeAssistant();
    askForThePage();
  }

  private void askForPvOutput() throws SettingsException {
    boolean publish =
        agree(
            PUBLISH,
            "Publish to PVOutput.org?",
            draft
                .find(PUBLISH)
                .map(text -> text.matches("(?i)true|yes|on|1"))
                .orElse(draft.find(API_KEY).isPresent()));
    draft.set(PUBLISH, Boolean.toString(publish));
    if (!publish) {
      return;
    }
    Look look;
    do {
      questions.ask(API_KEY, "API key, from Settings at pvoutput.org", Optional.empty());
      questions.ask(SYSTEM_ID, "System Id, the number on the same page", Optional.empty());
      look = look("pvoutput");
    } while (!look.holds() && isAnotherWanted(API_KEY, SYSTEM_ID));
    Optional<String> theirs = Optional.ofNullable(look.proposals().get(STATUS_INTERVAL));
    if (theirs.isPresent() && !draft.isGiven(STATUS_INTERVAL)) {
      questions.say("  the status interval of this system at PVOutput is " + theirs.get());
      // what was set before is no better than what PVOutput says
      draft.set(STATUS_INTERVAL, "");
    }
    if (theirs.isPresent()) {
      questions.ask(STATUS_INTERVAL, "Minutes between two statuses", theirs);
    }
  }

  private void askForHomeAssistant() throws SettingsException {
    String url = BROKER.get(0);
    if (!agree(url, "Publish to Home Assistant, by MQTT?", draft.find(url).isPresent())) {
      BROKER.forEach(key -> draft.set(key, ""));
      return;
    }
    do {
      questions.ask(url, "Address of the broker, as in mqtt://192.168.1.10", Optional.empty());
      questions.askIfAny(BROKER.get(1), "User at the broker", Optional.empty());
      if (draft.find(BROKER.get(1)).isPresent()) {
        questions.askIfAny(BROKER.get(2), "Password of the user", Optional.empty());
      } else {
        draft.set(BROKER.get(2), "");
      }
    } while (!look("mqtt").holds() && isAnotherWanted(BROKER.toArray(String[]::new)));
  }

  private void askForThePage() throws SettingsException {
    boolean proposal = draft.find(PORT).isPresent() || draft.isNew() && !draft.isGiven(PORT);
    if (!agree(PORT, "Show the panels on a page, for a browser?", proposal)) {
      draft.set(PORT, "");
      return;
    }
    questions.ask(PORT, "Port of the page", Optional.of("8080"));
    if (!draft.isGiven(HOST)) {
      questions.hint(
          "127.0.0.1 shows it on this computer only, 0.0.0.0 in your whole network: to everybody there, for it has no password");
    }
    questions.ask(HOST, "Shown at", Optional.of("127.0.0.1"));
  }

  /** Whether something is wanted; a key that is given says so by itself. */
  private boolean agree(String key, String question, boolean proposal) throws SettingsException {
    return draft.isGiven(key) ? proposal : questions.agree(question, proposal);
  }

  private boolean isAnotherWanted(String... keys) throws SettingsException {
    boolean allGiven = List.of(keys).stream().allMatch(draft::isGiven);
    return !questions.areSilent()
        && !allGiven
        && questions.agree("Type them again? With n they are kept as they are.", true);
  }

  /** Tries what was typed, and shows what came of it. */
  private Look look(String sink) {
    questions.say("  asking …");
    try (Trial trial = trials.of(draft.settings("ecu.", "time-zone", sink + "."))) {
      List<Finding> findings =
          trial.check(sink).stream()
              // its folder is that of the service, and looked at in the end
              .filter(finding -> !finding.step().equals(CommonKeys.DATA_DIR.name()))
              .toList();
      findings.forEach(finding -> questions.say("  " + finding));
      boolean holds = findings.stream().noneMatch(Finding::isBad);
      return new Look(holds, holds ? trial.proposals(sink) : Map.of());
    } catch (StartFault e) {
      questions.say("  " + e.getMessage());
    } catch (SettingsException e) {
      e.faults().forEach(fault -> questions.say("  " + fault));
    }
    return new Look(false, Map.of());
  }
}
