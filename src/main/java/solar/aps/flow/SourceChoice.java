package solar.aps.flow;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.source.EcuKeys;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.Source;
import solar.aps.source.SourceException;
import solar.aps.storage.MemoryFile;

/**
 * Reads an ECU by the first source that it has. The one that works is asked first from then on,
 * also after a restart; the others are tried again only after three failed polls, so that an ECU
 * that hangs is not asked for more than it can do.
 */
final class SourceChoice extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(SourceChoice.class);
  private static final int FAILED_POLLS = 3;

  private final String ecu;
  private final List<Source> sources;
  private final MemoryFile file;

  private State state;
  private Object lastFailedPoll;
  private ProducerTemplate template;

  /**
   * @param ecu the ECU that is read
   * @param kept whether the source that works is remembered on the disk
   */
  SourceChoice(Ecu ecu, boolean kept) {
    this.ecu = ecu.name();
    this.sources = ecu.sources();
    this.file = ecu.memory("source", kept);
    this.state = remembered();
  }

  /**
   * What is remembered from poll to poll, and from one run of {@code --once} to the next.
   *
   * @param working the ID of the source that worked last; blank before one has
   * @param failedPolls how many polls have failed since
   */
  private record State(String working, int failedPolls) {
    private static final State NEW = new State("", 0);

    static State of(String text) {
      String[] parts = text.strip().split(" ");
      return parts.length == 2 && parts[1].matches("\\d{1,6}")
          ? new State(parts[0].equals("-") ? "" : parts[0], Integer.parseInt(parts[1]))
          : NEW;
    }

    @Override
    public String toString() {
      return (working.isEmpty() ? "-" : working) + " " + failedPolls;
    }
  }

  /** Whether the settings allow that the ECU is read by this source. */
  static boolean allows(Source source, Settings settings) {
    String set = settings.get(EcuKeys.SOURCE);
    return set.equals(EcuKeys.AUTO) || set.equals(source.id());
  }

  @Override
  public void configure() {
    template = getContext().createProducerTemplate();
    from(Source.readings(ecu))
        .routeId("read-" + ecu)
        .errorHandler(noErrorHandler())
        .process(this::read);
  }

  /** A failed try of a poll is followed by others of the same poll. */
  private synchronized void read(Exchange poll) throws Exception {
    boolean firstTry = !poll.getProperty(Source.TAKEN_AT, "", Object.class).equals(lastFailedPoll);
    boolean everyWay = firstTry && state.failedPolls() >= FAILED_POLLS;
    List<Exchange> failed = new ArrayList<>();
    for (Source source : order(everyWay)) {
      Exchange asked = source.ask(template, poll.getProperty(Source.TAKEN_AT, ZonedDateTime.class));
      if (asked.getException() == null) {
        works(source, failed);
        poll.getMessage().setBody(asked.getMessage().getBody(EcuReading.class));
        return;
      }
      failed.add(asked);
      if (!everyWay && !(asked.getException() instanceof NoSuchSourceException)) {
        break;
      }
    }
    if (firstTry) {
      lastFailedPoll = poll.getProperty(Source.TAKEN_AT);
      remember(new State(state.working(), state.failedPolls() + 1));
    }
    // what the first one answered is what a dead letter shows
    poll.getMessage().setBody(failed.get(0).getMessage().getBody());
    throw failed.size() == 1 ? failed.get(0).getException() : none(failed);
  }

  private List<Source> order(boolean everyWay) {
    Comparator<Source> workingFirst =
        Comparator.comparing(source -> !source.id().equals(state.working()));
    List<Source> order = sources.stream().sorted(workingFirst).toList();
    return everyWay || state.working().isEmpty() ? order : order.subList(0, 1);
  }

  private void works(Source source, List<Exchange> failed) {
    boolean other = !source.id().equals(state.working());
    if (other && (!failed.isEmpty() || !state.working().isEmpty())) {
      LOG.info(
          "{}: read by the source {} from now on{}",
          ecu,
          source.id(),
          failed.isEmpty() ? "" : ", because " + words(failed));
    }
    remember(new State(source.id(), 0));
  }

  private void remember(State changed) {
    if (changed.equals(state) || sources.size() == 1) {
      return;
    }
    state = changed;
    file.write(List.of(state.toString()));
  }

  private static SourceException none(List<Exchange> failed) {
    return new SourceException(words(failed), failed.get(0).getException());
  }

  private static String words(List<Exchange> failed) {
    return failed.stream()
        .map(exchange -> exchange.getException().getMessage())
        .collect(Collectors.joining("; and "));
  }

  private State remembered() {
    State last = State.of(String.join(" ", file.read()));
    boolean known = sources.stream().map(Source::id).anyMatch(last.working()::equals);
    return known || last.working().isEmpty() ? last : State.NEW;
  }
}
