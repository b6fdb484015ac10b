package solar.aps.demo.pvoutput;

import static java.time.temporal.ChronoUnit.HOURS;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** How many POSTs PVOutput takes in each clock hour; those that it refuses count too. */
final class RateLimit {
  private final Clock clock;
  private int perHour = 60;
  private boolean withHeaders = true;
  private Instant hour = Instant.MIN;
  private int posts;

  RateLimit(Clock clock) {
    this.clock = clock;
  }

  /** Changes the limit; what was counted in this hour stays counted. */
  synchronized void set(int perHour, boolean withHeaders) {
    this.perHour = perHour;
    this.withHeaders = withHeaders;
  }

  /**
   * Where a request stands.
   *
   * @param exceeded whether it is above the limit
   * @param perHour the limit
   * @param headers what its answer shows of the limit, if anything
   */
  record Standing(boolean exceeded, int perHour, Map<String, String> headers) {
    /**
     * @throws Refusal if the request is above the limit
     */
    void check() throws Refusal {
      if (exceeded) {
        throw Refusal.forbidden("Exceeded " + perHour + " requests per hour");
      }
    }
  }

  /** Counts this request. */
  synchronized Standing count(ReceivedRequest request) {
    Instant now = clock.instant().truncatedTo(HOURS);
    if (!now.equals(hour)) {
      hour = now;
      posts = 0;
    }
    boolean counts = request.method().equals("POST");
    if (counts) {
      posts++;
    }
    boolean told = withHeaders && request.header("X-Rate-Limit").equals("1");
    return new Standing(counts && posts > perHour, perHour, told ? headers() : Map.of());
  }

  private Map<String, String> headers() {
    return Map.of(
        "X-Rate-Limit-Remaining", Integer.toString(Math.max(0, perHour - posts)),
        "X-Rate-Limit-Limit", Integer.toString(perHour),
        "X-Rate-Limit-Reset", Long.toString(hour.plus(1, HOURS).getEpochSecond()));
  }
}
