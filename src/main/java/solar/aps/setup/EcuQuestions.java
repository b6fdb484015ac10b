package solar.aps.setup;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import solar.aps.check.Words;
import solar.aps.config.SettingsException;
import solar.aps.discovery.Device;
import solar.aps.flow.StartFault;
import solar.aps.flow.Trial;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;
import solar.aps.source.SourceException;

/** Where the ECU is, what it shows, how many panels there are, and what time it is there. */
final class EcuQuestions {
  static final String HOST = "ecu.host";
  private static final String LOOK = "look";

  private final Draft draft;
  private final Questions questions;
  private final Finder finder;
  private final Trials trials;
  private final ZoneId systemZone;

  EcuQuestions(Draft draft, Questions questions, Finder finder, Trials trials, ZoneId systemZone) {
    this.draft = draft;
    this.questions = questions;
    this.finder = finder;
    this.trials = trials;
    this.systemZone = systemZone;
  }

  void ask() throws SettingsException {
    Optional<EcuReading> reading;
    do {
      askHost();
      reading = read();
    } while (reading.isEmpty() && isAnotherWanted());
    questions.askIfAny(
        "panels.expected-count",
        "Number of panels (inverter channels)",
        reading.map(found -> found.panels().size()).filter(n -> n > 0).map(String::valueOf));
    askZone();
  }

  private void askZone() throws SettingsException {
    boolean isNew = draft.find("time-zone").isEmpty();
    if (isNew && systemZone.normalized().equals(ZoneOffset.UTC)) {
      questions.say(
          "  this computer is set to UTC, which is seldom what the clock of an ECU shows");
    }
    questions.ask(
        "time-zone",
        "Time zone of the ECU" + (isNew ? ", that of this computer is proposed" : ""),
        Optional.of(systemZone.getId()));
  }

  private boolean isAnotherWanted() throws SettingsException {
    return !questions.areSilent()
        && !draft.isGiven(HOST)
        && questions.agree("Give another address? With n this one is kept.", true);
  }

  private void askHost() throws SettingsException {
    if (draft.isGiven(HOST) && draft.find(HOST).isPresent()) {
      questions.say("Address of the ECU: " + draft.find(HOST).get());
      return;
    }
    List<Device> devices = draft.find(HOST).isPresent() ? List.of() : look();
    while (true) {
      Optional<String> proposed = proposed(devices);
      String text = questions.line(prompt(devices, proposed));
      if (text.equalsIgnoreCase(LOOK)) {
        devices = look();
        continue;
      }
      String host = text.isEmpty() ? proposed.orElse("") : chosen(devices, text);
      if (host.isEmpty()) {
        questions.lacking(draft.key(HOST));
      } else if (questions.isGood(draft.key(HOST), host)) {
        draft.set(HOST, host);
        return;
      }
    }
  }

  private static String prompt(List<Device> devices, Optional<String> proposed) {
    return "Address of the ECU%s, or %s to look through the network%s: "
        .formatted(
            devices.isEmpty() ? "" : ", or its number",
            LOOK,
            proposed.map(host -> " [" + host + "]").orElse(""));
  }

  /** What was set before, or the only one that was found. */
  private Optional<String> proposed(List<Device> devices) {
    Optional<String> only = devices.stream().map(Device::host).findFirst();
    return draft.find(HOST).or(() -> only.filter(host -> devices.size() == 1));
  }

  private static String chosen(List<Device> devices, String text) {
    for (int i = 0; i < devices.size(); i++) {
      if (text.equals(Integer.toString(i + 1))) {
        return devices.get(i).host();
      }
    }
    return text;
  }

  /** Shows what is there, and gives what can be read, in the order of its numbers. */
  private List<Device> look() {
    List<Device> found = finder.find(words -> questions.say("  " + words));
    List<Device> readable = found.stream().filter(Device::isReadable).toList();
    for (int i = 0; i < readable.size(); i++) {
      questions.say("  %d) %s".formatted(i + 1, readable.get(i).words()));
    }
    found.stream()
        .filter(device -> !device.isReadable())
        .forEach(device -> questions.say("  -) " + device.words()));
    return readable;
  }

  private Optional<EcuReading> read() {
    questions.say("  reading " + draft.find(HOST).orElse("") + " …");
    try (Trial trial = trials.of(draft.settings("ecu."))) {
      EcuReading reading = trial.read();
      questions.say(
          "  %s shows %s:"
              .formatted(reading.source(), Words.count(reading.panels().size(), "panel")));
      reading.panels().forEach(panel -> questions.say("    " + words(panel)));
      return Optional.of(reading);
    } catch (SourceException | StartFault e) {
      questions.say("  " + e.getMessage());
    } catch (SettingsException e) {
      e.faults().forEach(fault -> questions.say("  " + fault));
    }
    return Optional.empty();
  }

  private static String words(PanelReading panel) {
    return panel.panelId() + ": " + (panel.watts() == null ? "—" : panel.watts()) + " W";
  }
}
