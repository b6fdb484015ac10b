package solar.aps.outbox;

import java.time.Duration;
import solar.aps.config.Durations;
import solar.aps.config.Key;

/** What can be set for every outbox of readings. */
public final class OutboxKeys {
  /** The age at which a reading that still cannot be delivered is set aside. */
  public static final Key<Duration> MAX_AGE =
      Key.of("outbox.max-age", Durations.between(Duration.ofDays(1), Duration.ofDays(3650)))
          .withDefault("14d");

  private OutboxKeys() {}
}
