package solar.aps.bench;

import java.util.concurrent.CountDownLatch;

/** What a virtual machine costs that does nothing at all. */
public final class Asleep {
  private Asleep() {}

  /** Waits until the process is ended. */
  public static void main(String[] args) throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
