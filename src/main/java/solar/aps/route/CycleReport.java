package solar.aps.route;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the user how a cycle went: what the sinks have to say, and one line in the log. */
public final class CycleReport {
  private static final Logger LOG = LoggerFactory.getLogger(CycleReport.class);

  private final Consumer<String> answers;
  private final boolean log;

  /**
   * @param answers takes each line a sink has to say
   * @param log whether every cycle is logged, or only one with which something is wrong
   */
  public CycleReport(Consumer<String> answers, boolean log) {
    this.answers = answers;
    this.log = log;
  }

  /** Reports {@code outcome}. */
  public void report(CycleOutcome outcome) {
    outcome.answers().forEach(answers);
    if (log || outcome.level() != Level.INFO) {
      LOG.atLevel(outcome.level()).log("{}", outcome);
    }
  }
}
