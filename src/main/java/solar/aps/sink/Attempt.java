package solar.aps.sink;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;

/**
 * One of several tries to deliver the same thing. The exchange that tries it and every copy of it
 * carry it, so that a failure in a part of it counts; none becomes a dead letter, for it is tried
 * again.
 */
public final class Attempt {
  private static final String PROPERTY = "solar.aps.attempt";

  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** The attempt that this exchange is a part of; empty if it is of none. */
  public static Optional<Attempt> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, Attempt.class));
  }

  /** Makes a new exchange a part of this attempt. */
  public void load(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  /** Notes a failure; the first one counts. */
  public void fail(Exception cause) {
    failure.compareAndSet(null, cause);
  }

  /** The first failure, if there was one. */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }
}
