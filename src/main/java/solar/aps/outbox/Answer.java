package solar.aps.outbox;

import java.time.Duration;

/**
 * What became of readings that were sent.
 *
 * @param verdict what follows from it
 * @param words the other side's own words, or the network's; for the log
 * @param retryAfter for how long the other side wants to be left alone; zero: it did not say
 */
public record Answer(Verdict verdict, String words, Duration retryAfter) {
  /** What follows from an answer. */
  public enum Verdict {
    /** All of them are where they were to go. */
    TAKEN,
    /** None of them may be, and the next try may go better. */
    LATER,
    /** The settings are refused: nothing will be taken until they are mended. */
    SETTINGS,
    /** At least one of them will never be taken; the others may have been. */
    NEVER
  }

  /** All are where they were to go. */
  public static Answer taken() {
    return new Answer(Verdict.TAKEN, "", Duration.ZERO);
  }

  /** To be tried again. */
  public static Answer later(String words) {
    return later(words, Duration.ZERO);
  }

  /** To be tried again, and not before the other side wants it. */
  public static Answer later(String words, Duration retryAfter) {
    return new Answer(Verdict.LATER, words, retryAfter);
  }

  /** The settings must be mended first. */
  public static Answer refusedSettings(String words) {
    return new Answer(Verdict.SETTINGS, words, Duration.ZERO);
  }

  /** Refused for good. */
  public static Answer never(String words) {
    return new Answer(Verdict.NEVER, words, Duration.ZERO);
  }
}
