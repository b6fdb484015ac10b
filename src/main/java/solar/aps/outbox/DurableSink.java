package solar.aps.outbox;

import java.util.List;
import java.util.stream.Stream;
import solar.aps.check.Finding;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.Backlog;
import solar.aps.sink.Sink;

/**
 * A sink that keeps its readings on the disk until they are taken. A subclass sends them; when, how
 * often and how many at once is decided here.
 */
public abstract class DurableSink extends Sink {
  private Forwarder forwarder;

  /**
   * @param id its name in logs, letters and metrics, such as {@code influxdb}
   */
  protected DurableSink(String id) {
    super(id);
  }

  /** The most readings that {@link #send} may get at once. */
  protected int batchSize() {
    return 1;
  }

  /** Makes the routes by which readings are sent. */
  protected abstract void configureCalls() throws Exception;

  /**
   * Sends readings, in one thread at a time.
   *
   * @param summaries oldest first
   * @return what became of them
   */
  protected abstract Answer send(List<GenerationSummary> summaries);

  @Override
  public final void configure() throws Exception {
    forwarder = new Forwarder(services(), id(), batchSize(), this::send);
    getContext().addRoutes(new OutboxRoutes(forwarder));
    configureCalls();
  }

  /** What a look at the other side shows, for {@code --check}; nothing is sent or left behind. */
  protected abstract List<Finding> look();

  @Override
  public final List<Finding> check() {
    return Stream.concat(Stream.of(OutboxCheck.of(services().settings(), id())), look().stream())
        .toList();
  }

  @Override
  public List<Backlog> backlogs() {
    return forwarder == null ? List.of() : List.of(forwarder);
  }
}
