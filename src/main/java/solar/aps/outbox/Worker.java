package solar.aps.outbox;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A thread for what is to be delivered, now or when its pause is over. It ends when there is
 * nothing to do, and wakes up for nothing.
 */
public final class Worker extends ServiceSupport {
  private final ScheduledThreadPoolExecutor thread;
  private Future<?> planned;

  /**
   * @param name what the thread is called
   */
  public Worker(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread worker = new Thread(task, name);
              worker.setDaemon(true);
              return worker;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setKeepAliveTime(1, TimeUnit.MINUTES);
    thread.allowCoreThreadTimeOut(true);
  }

  /** Does it as soon as what was begun before is done. */
  Future<?> now(Runnable task) {
    return thread.submit(task);
  }

  /** Does it in so long, in the place of what was planned before. */
  public synchronized void in(Duration wait, Runnable task) {
    if (planned != null) {
      planned.cancel(false);
    }
    planned = isEnded() ? null : thread.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it does nothing any more. */
  boolean isEnded() {
    return thread.isShutdown();
  }

  /** What is on its way is waited for, but not for long. */
  @Override
  protected void doStop() {
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
  }
}
