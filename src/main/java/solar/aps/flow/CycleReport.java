package solar.aps.flow;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Shows the user how a cycle went: what the sinks report, and one line in the log. A reader of
 * standard output that stopped reading holds up no cycle: its lines are left out.
 */
public final class CycleReport {
  private static final Logger LOG = LoggerFactory.getLogger(CycleReport.class);
  private static final int PATIENCE_SECONDS = 5;

  private final Consumer<String> answers;
  private final boolean log;
  private final ExecutorService printer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "answers");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> printing;

  /**
   * @param answers gets each line that a sink reports
   * @param log whether every cycle is logged, or only one with which something is wrong
   */
  public CycleReport(Consumer<String> answers, boolean log) {
    this.answers = answers;
    this.log = log;
  }

  /** Reports {@code outcome}. */
  public synchronized void report(CycleOutcome outcome) {
    if (printing == null || printing.isDone()) {
      print(outcome.answers());
    }
    if (log || outcome.level() != Level.INFO) {
      LOG.atLevel(outcome.level()).log("{}", outcome);
    }
  }

  private void print(List<String> lines) {
    printing = printer.submit(() -> lines.forEach(answers));
    try {
      printing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the answers were not printed: the console has failed, and said so");
    }
  }
}
