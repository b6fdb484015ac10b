package solar.aps.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.BadTextException;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.plugin.Services;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.Source;
import solar.aps.source.SourceException;
import solar.aps.storage.SafeFile;

/**
 * Reads an ECU by the first source that it has. The one that works is asked first from then on,
 * also after a restart; the others are tried again only after three failed polls, so that an ECU
 * that hangs is not asked for more than it can do.
 */
final class SourceChoice extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(SourceChoice.class);
  private static final String AUTO = "auto";

  /** How the ECU is read: by the source of this name, or by the first that it has. */
  static final Key<String> SOURCE = Key.of("ecu.source", SourceChoice::word).withDefault(AUTO);

  private static final int FAILED_POLLS = 3;

  private final String ecu;
  private final List<Source> sources;
  private final Path file;
  private final boolean kept;

  /** The ID of the source that worked last; blank before one has. */
  private String working;

  private int failedPolls;
  private Object lastFailedPoll;
  private ProducerTemplate template;

  /**
   * @param sources those that may be asked, in the order in which they are tried
   * @param kept whether the source that works is remembered on the disk
   */
  SourceChoice(String ecu, Services services, List<Source> sources, boolean kept) {
    this.ecu = ecu;
    this.sources = sources;
    this.kept = kept;
    this.file =
        services
            .settings()
            .get(CommonKeys.DATA_DIR)
            .resolve(ecu.equals(Flow.ECU) ? "source" : "source-" + ecu);
    this.working = sources.size() == 1 ? "" : remembered();
  }

  private static String word(String text) throws BadTextException {
    List<String> words =
        Stream.concat(Stream.of(AUTO), Plugins.find().sources().stream().map(Source::id)).toList();
    String word = text.toLowerCase(Locale.ROOT);
    if (!words.contains(word)) {
      throw new BadTextException(
          "is no way to read an ECU; write one of " + String.join(", ", words));
    }
    return word;
  }

  /** The sources that the settings allow. */
  static List<Source> allowed(List<Source> sources, Settings settings) {
    String set = settings.get(SOURCE);
    return sources.stream().filter(source -> set.equals(AUTO) || set.equals(source.id())).toList();
  }

  @Override
  public void configure() {
    template = getContext().createProducerTemplate();
    from(Source.readings(ecu)).routeId(ecu).errorHandler(noErrorHandler()).process(this::read);
  }

  /** A failed try of a poll is followed by others of the same poll. */
  private synchronized void read(Exchange poll) throws Exception {
    List<Exchange> failed = new ArrayList<>();
    for (Source source : order(poll)) {
      Exchange asked =
          template.send(
              source.endpoint(),
              exchange -> exchange.setProperty(Source.TAKEN_AT, poll.getProperty(Source.TAKEN_AT)));
      if (asked.getException() == null) {
        EcuReading reading = asked.getMessage().getBody(EcuReading.class);
        works(source, failed);
        poll.getMessage().setBody(reading);
        return;
      }
      failed.add(asked);
      if (!(asked.getException() instanceof NoSuchSourceException)) {
        break;
      }
    }
    fails(poll);
    // what the first one answered is what a dead letter shows
    poll.getMessage().setBody(failed.get(0).getMessage().getBody());
    throw failed.size() == 1 ? failed.get(0).getException() : none(failed);
  }

  private List<Source> order(Exchange poll) {
    if (working.isEmpty()) {
      return sources;
    }
    Comparator<Source> workingFirst = Comparator.comparing(source -> !source.id().equals(working));
    List<Source> order = sources.stream().sorted(workingFirst).toList();
    int before = isFailed(poll) ? failedPolls - 1 : failedPolls;
    return before < FAILED_POLLS ? order.subList(0, 1) : order;
  }

  private void works(Source source, List<Exchange> failed) {
    failedPolls = 0;
    if (source.id().equals(working) || sources.size() == 1) {
      return;
    }
    if (!failed.isEmpty() || !working.isEmpty()) {
      LOG.info(
          "{}: read by the source {} from now on{}",
          ecu,
          source.id(),
          failed.isEmpty() ? "" : ", because " + words(failed));
    }
    working = source.id();
    try {
      if (kept) {
        SafeFile.write(file, working.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      LOG.debug("the source that works could not be remembered", e);
    }
  }

  private void fails(Exchange poll) {
    if (!isFailed(poll)) {
      failedPolls++;
      lastFailedPoll = poll.getProperty(Source.TAKEN_AT);
    }
  }

  /** Whether an earlier try of this poll has failed. */
  private boolean isFailed(Exchange poll) {
    return lastFailedPoll != null && lastFailedPoll.equals(poll.getProperty(Source.TAKEN_AT));
  }

  private static SourceException none(List<Exchange> failed) {
    return new SourceException(words(failed), failed.get(0).getException());
  }

  private static String words(List<Exchange> failed) {
    return failed.stream()
        .map(exchange -> exchange.getException().getMessage())
        .collect(Collectors.joining("; and "));
  }

  private String remembered() {
    try {
      String id = Files.readString(file).strip();
      return sources.stream().map(Source::id).filter(id::equals).findFirst().orElse("");
    } catch (IOException e) {
      return ""; // the first run; or a memory not worth a fault
    }
  }
}
