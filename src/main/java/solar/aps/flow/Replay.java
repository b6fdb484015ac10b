package solar.aps.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.deadletter.Causes;
import solar.aps.deadletter.DeadLetter;
import solar.aps.deadletter.DeadLetterFolder;
import solar.aps.outbox.OutboxInUseException;
import solar.aps.plugin.Services;
import solar.aps.sink.Sink;
import solar.aps.sink.SinkDirectory;
import solar.aps.sink.SinkReport;
import solar.aps.storage.DiskFault;

/**
 * Gives what dead letters hold back to their sinks, each letter on its own. A letter whose sink
 * takes it is deleted; the others stay.
 */
public final class Replay {
  private static final String NO_READING =
      "it holds no reading, so there is nothing to replay; look into it, and delete it when it is of"
          + " no more use";

  private final Services services;
  private final Plugins plugins;
  private final List<String> failures = new ArrayList<>();

  /** How many letters each sink took, and where that is now. */
  private final Map<String, Integer> taken = new TreeMap<>();

  private final Map<String, String> places = new TreeMap<>();
  private int withoutReading;

  /**
   * @param plugins those of this replay alone
   */
  public Replay(Services services, Plugins plugins) {
    this.services = services;
    this.plugins = plugins;
  }

  /** A letter that could not be replayed; the message says why and what to do. */
  private static final class LetterException extends Exception {
    private static final long serialVersionUID = 1L;

    LetterException(String message) {
      super(message);
    }
  }

  /**
   * Replays a letter, or every letter of a folder.
   *
   * @return whether every reading was taken
   * @throws StartFault if the sinks cannot be started
   */
  public boolean replay(Path letterOrFolder) throws StartFault {
    Main main = new Main();
    try {
      new Flow(services, plugins).installSinks(main);
      main.start();
      boolean folder = Files.isDirectory(letterOrFolder);
      List<Path> letters =
          folder ? DeadLetterFolder.letters(letterOrFolder) : List.of(letterOrFolder);
      for (Path letter : letters) {
        replay(letter, folder, main.getCamelContext());
      }
    } catch (Exception e) {
      throw StartFault.of(e, main.getCamelContext(), services.settings()::masked);
    } finally {
      main.stop();
    }
    return failures.isEmpty();
  }

  /** What became of the letters, a line each: those that failed, then the sinks that took some. */
  public List<String> report() {
    List<String> lines = new ArrayList<>(failures);
    taken.forEach(
        (sink, count) -> lines.add("%s: %s %s".formatted(sink, letters(count), places.get(sink))));
    if (withoutReading > 0) {
      lines.add(
          letters(withoutReading)
              + " without a reading "
              + (withoutReading == 1 ? "stays" : "stay")
              + " to be looked into");
    }
    int all = taken.values().stream().mapToInt(Integer::intValue).sum();
    lines.add("%s replayed, %d not".formatted(letters(all), failures.size()));
    return lines.stream().map(services.settings()::masked).toList();
  }

  private static String letters(int count) {
    return Words.count(count, "letter");
  }

  private void replay(Path file, boolean inFolder, CamelContext context) {
    try {
      JsonNode letter = read(file);
      String sink = letter.path("what").asText();
      if (inFolder && sink.equals(DeadLetter.READING)) {
        withoutReading++;
        return;
      }
      String place = giveBack(sink, letter, context);
      Files.deleteIfExists(file);
      taken.merge(sink, 1, Integer::sum);
      places.put(sink, place);
    } catch (IOException e) {
      failures.add(file + ": " + DiskFault.reason(e));
    } catch (OutboxInUseException e) {
      failures.add(
          file
              + ": another aps-solar has the outbox of this sink. Stop it, replay, and start it again");
    } catch (Exception e) {
      failures.add(file + ": " + Causes.sentence(e));
    }
  }

  private JsonNode read(Path file) throws IOException, LetterException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new LetterException(
          "it cannot be read (%s). Check the path, and the rights of the file"
              .formatted(DiskFault.reason(e)));
    }
    try {
      JsonNode letter = services.json().mapper().readTree(content);
      if (letter.isObject() && letter.path("what").isTextual()) {
        return letter;
      }
    } catch (IOException e) {
      // reported below: the parser's own words help nobody
    }
    throw new LetterException(
        "it is no whole dead letter; look into it, and delete it if it is torn");
  }

  private String giveBack(String sink, JsonNode letter, CamelContext context) throws Exception {
    JsonNode body = letter.path("body");
    if (!body.isObject()) {
      throw new LetterException(NO_READING);
    }
    Optional<Sink> java = plugins.sink(sink);
    Optional<String> place =
        java.isPresent()
            ? java.get().takeBack(letter.path("ecu").asText(CommonKeys.ONE_ECU), body)
            : Optional.empty();
    if (place.isPresent()) {
      return place.get();
    }
    if (!new SinkDirectory(context).ids().contains(sink)) {
      throw new LetterException(
          "there is no sink %s now; switch it on in the settings, and replay again"
              .formatted(sink));
    }
    return deliver(
        new Delivery(sink, services.withMoment(services.json().summary(body)), Duration.ZERO, null),
        context);
  }

  private String deliver(Delivery delivery, CamelContext context) throws Exception {
    ProducerTemplate template = context.createProducerTemplate();
    Exchange done = template.send(SinkDirectory.endpoint(delivery.sink()), delivery::load);
    Exception failure = done.getException() == null ? delivery.failure() : done.getException();
    if (failure != null) {
      throw failure;
    }
    return place(done.getProperty(Sink.REPORT, SinkReport.class));
  }

  private String place(SinkReport report) throws LetterException {
    if (report == null || report.fate() == SinkReport.Fate.DELIVERED) {
      return "taken";
    }
    if (report.fate() == SinkReport.Fate.REFUSED) {
      throw new LetterException(
          report.note() + "; there is a new letter of it, so this one can be deleted");
    }
    return "kept: " + report.note();
  }
}
