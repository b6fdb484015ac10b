package solar.aps.sink.yaml;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import solar.aps.check.Finding;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.GenerationSummary;
import solar.aps.outbox.Answer;
import solar.aps.outbox.Forwarder;
import solar.aps.outbox.OutboxCheck;
import solar.aps.outbox.OutboxRoutes;
import solar.aps.sink.Attempt;
import solar.aps.sink.Backlog;
import solar.aps.sink.Sink;

/**
 * The outboxes in front of sinks that users wrote: what such a sink fails to take is given to it
 * again.
 */
@AutoService(Sink.class)
public final class OutboxSinks extends Sink {
  /** The IDs of the sinks in YAML whose readings are kept until they are taken; empty: none. */
  public static final Key<Set<String>> IDS = Key.of("sinks.outbox", OutboxSinks::ids);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private final List<Forwarder> forwarders = new ArrayList<>();

  /** Found by itself. */
  public OutboxSinks() {
    super("sinks.outbox");
  }

  private static Set<String> ids(String text) throws BadTextException {
    List<String> ids = List.of(text.split("\\s*,\\s*", -1));
    Set<String> all = Set.copyOf(ids.stream().distinct().toList());
    if (all.size() < ids.size() || !ids.stream().allMatch(id -> ID.matcher(id).matches())) {
      throw new BadTextException(
          "is not a list of sinks; write their IDs without sink-, each once, and a comma between"
              + " two, as in postgresql, mine");
    }
    return all;
  }

  /** The endpoint to which the outbox of a sink gives what it is to send. */
  static String delivery(String sink) {
    return "direct:outbox-" + sink + "-delivery";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(IDS);
  }

  @Override
  public boolean isOn(Settings settings) {
    return settings.find(IDS).isPresent();
  }

  @Override
  public void configure() throws Exception {
    if (services().settings().find(YamlSinks.DIR).isEmpty()) {
      throw new IOException(
          "sinks.outbox is set, and sinks.dir is not; set that to the folder of these sinks");
    }
    for (String id : services().settings().get(IDS)) {
      ProducerTemplate template = getContext().createProducerTemplate();
      Forwarder forwarder = new Forwarder(services(), id, 1, one -> send(template, id, one.get(0)));
      forwarders.add(forwarder);
      getContext().addRoutes(new OutboxRoutes(forwarder));
    }
  }

  private static Answer send(ProducerTemplate template, String id, GenerationSummary summary) {
    Attempt attempt = Attempt.repeatable(id, summary);
    Exchange done = template.send(delivery(id), attempt::load);
    if (done.getException() != null) {
      attempt.fail(done.getException());
    }
    attempt.end();
    return attempt.failure() == null ? Answer.taken() : Failures.answer(attempt.failure());
  }

  /** Each has a preview and a name of its own; see there. */
  @Override
  public String preview(GenerationSummary summary) {
    return "keep readings for " + String.join(", ", services().settings().get(IDS));
  }

  @Override
  public List<Finding> check() {
    Settings settings = services().settings();
    return settings.get(IDS).stream().sorted().map(id -> OutboxCheck.of(settings, id)).toList();
  }

  @Override
  public List<Backlog> backlogs() {
    return List.copyOf(forwarders);
  }
}
