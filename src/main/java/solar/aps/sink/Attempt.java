package solar.aps.sink;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import solar.aps.generation.GenerationSummary;

/**
 * One try to deliver a summary to a sink. The exchange that tries it and every copy of it carry it,
 * so that a failure in a part of the sink counts, and is reported once.
 */
public class Attempt {
  private static final String PROPERTY = "solar.aps.attempt";

  private final String sink;
  private final GenerationSummary summary;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** Whether it is tried again when it fails; not any more once it is over. */
  private volatile boolean repeatable;

  private Attempt(String sink, GenerationSummary summary, boolean repeatable) {
    this.sink = sink;
    this.summary = summary;
    this.repeatable = repeatable;
  }

  /** The only try, which fails for good. */
  protected Attempt(String sink, GenerationSummary summary) {
    this(sink, summary, false);
  }

  /** A try that is followed by another if it fails before it is over. */
  public static Attempt repeatable(String sink, GenerationSummary summary) {
    return new Attempt(sink, summary, true);
  }

  /** The attempt that this exchange is a part of; empty outside of sinks. */
  public static Optional<Attempt> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, Attempt.class));
  }

  /** Puts the summary into a new exchange, which is a part of this attempt from then on. */
  public final void load(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
    exchange.getMessage().setBody(summary);
  }

  /** The ID of the sink. */
  public final String sink() {
    return sink;
  }

  /** What is delivered. */
  public final GenerationSummary summary() {
    return summary;
  }

  /**
   * Notes a failure.
   *
   * @return whether it is for good, and the first one that is
   */
  public final boolean fail(Exception cause) {
    boolean again = repeatable;
    return failure.compareAndSet(null, cause) && !again;
  }

  /** It is over: what fails in a part of it later fails for good. */
  public final void end() {
    repeatable = false;
  }

  /** The first failure, or null. */
  public final Exception failure() {
    return failure.get();
  }
}
