package solar.aps.sink.mqtt;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that is there again after every outage: it is tried anew after growing pauses, of
 * a second at first and of two minutes at last. An outage is logged once, and so is its end.
 */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final int LONGEST_PAUSE_SECONDS = 120;
  private static final int MOST_DOUBLINGS = 7;

  /** A connection that lasts less long is as good as none. */
  private static final long STABLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Of so many that do not last in a row the end is logged. */
  private static final int MOST_SHORT_ONES_LOGGED = 3;

  private final Supplier<CompletableFuture<Session>> connector;
  private final Function<Session, CompletableFuture<Void>> farewell;
  private final boolean returning;
  private final UnaryOperator<String> mask;
  private CompletableFuture<Session> session;
  private boolean closed;
  private boolean complained;
  private int failures;

  /** How many connections in a row have not lasted. */
  private int shortOnes;

  private long since;

  /**
   * @param connector connects, and does what must be done before anything else
   * @param farewell what must be done before the end, and the end
   * @param returning whether it is tried again at all; if not, nothing is logged either
   * @param mask hides the secrets in a text
   */
  Link(
      Supplier<CompletableFuture<Session>> connector,
      Function<Session, CompletableFuture<Void>> farewell,
      boolean returning,
      UnaryOperator<String> mask) {
    this.connector = connector;
    this.farewell = farewell;
    this.returning = returning;
    this.mask = mask;
  }

  /**
   * The connection, made by whoever asks for it first. It comes later while it is being made; while
   * there is a pause after a failure it fails at once, with what that was.
   */
  synchronized CompletableFuture<Session> session() {
    if (session == null) {
      open();
    }
    return session == null
        ? CompletableFuture.failedFuture(new CancellationException("this program ends"))
        : session.copy();
  }

  private synchronized void open() {
    if (closed) {
      return;
    }
    session = connector.get();
    session.whenComplete(
        (opened, fault) -> {
          if (fault == null) {
            connected(opened);
          } else {
            failed(fault, true);
          }
        });
  }

  private synchronized void connected(Session opened) {
    if (closed) {
      farewell.apply(opened);
      return;
    }
    since = System.nanoTime();
    if (complained) {
      LOG.info("mqtt: connected again");
    }
    complained = false;
    opened.end().thenAccept(this::lost);
  }

  private synchronized void lost(MqttFault fault) {
    boolean lasted = System.nanoTime() - since > STABLE_NANOS;
    shortOnes = lasted ? 0 : shortOnes + 1;
    failures = lasted ? 0 : failures;
    session = CompletableFuture.failedFuture(fault);
    failed(fault, shortOnes <= MOST_SHORT_ONES_LOGGED);
  }

  private synchronized void failed(Throwable fault, boolean logged) {
    if (closed || !returning) {
      return;
    }
    if (logged && !complained) {
      complained = true;
      LOG.warn(
          "mqtt: {}. Nothing is published until it is mended; it is tried again and again",
          mask.apply(words(fault)));
    }
    pause().execute(this::open);
  }

  private Executor pause() {
    int doublings = Math.min(failures++, MOST_DOUBLINGS);
    long millis = TimeUnit.SECONDS.toMillis(Math.min(1 << doublings, LONGEST_PAUSE_SECONDS));
    // not everybody comes back at once after an outage
    long shortened = millis - ThreadLocalRandom.current().nextLong(millis / 4);
    return CompletableFuture.delayedExecutor(shortened, TimeUnit.MILLISECONDS);
  }

  /** Ends it for good, with a farewell if it is there; done when that has been taken. */
  synchronized CompletableFuture<Void> end() {
    closed = true;
    boolean open = session != null && session.isDone() && !session.isCompletedExceptionally();
    return open ? session.thenCompose(farewell) : CompletableFuture.completedFuture(null);
  }

  /** What a future failed with, in words. */
  static String words(Throwable fault) {
    Throwable cause =
        fault.getCause() == null || fault instanceof MqttFault ? fault : fault.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
