package solar.aps.kafka;

import org.apache.camel.component.kafka.PollExceptionStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After an error the same records are asked for again, but not at once: some errors, such as a
 * right that is missing, come a thousand times a second otherwise. Of what Camel brings, one way
 * does that, one leaves records out, and the others end for good after a password was refused.
 */
public final class PatientPolls implements PollExceptionStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(PatientPolls.class);
  private static final long PAUSE_MILLIS = 10_000;

  @Override
  public boolean canContinue() {
    return true;
  }

  @Override
  public void handle(long partitionLastOffset, Exception error) {
    LOG.warn(
        "Kafka gives no readings ({}); it is asked again in {} s",
        error.getMessage(),
        PAUSE_MILLIS / 1000);
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
