package solar.aps.outbox;

import java.util.List;
import solar.aps.generation.GenerationSummary;

/**
 * Whether it is the readings themselves that fail, and not the other side: the oldest ones fail
 * again and again, while the newest one, which is tried right after them, is taken.
 */
final class Suspicion {
  private static final int FAILURES = 3;
  private static final int PROOFS = 2;

  private List<GenerationSummary> accused = List.of();
  private Answer accusation;
  private int failures;
  private int proofs;

  /**
   * These have failed.
   *
   * @return whether another one is to be tried, to see whose fault it is
   */
  boolean grows(List<GenerationSummary> batch, Answer answer) {
    if (!batch.equals(accused)) {
      clear();
    }
    accused = batch;
    accusation = answer;
    failures++;
    return failures >= FAILURES;
  }

  /**
   * Another one was taken.
   *
   * @return whether those that fail are at fault
   */
  boolean isProven() {
    proofs++;
    return proofs >= PROOFS;
  }

  /** Those that failed last. */
  List<GenerationSummary> accused() {
    return accused;
  }

  /** What was answered to them. */
  Answer accusation() {
    return accusation;
  }

  void clear() {
    accused = List.of();
    accusation = null;
    failures = 0;
    proofs = 0;
  }
}
