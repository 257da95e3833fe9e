package fm.raido.controlroom.replay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a run to end after the transaction that it is in. Safe for use by any thread. */
public final class StopSignal {
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** From now on the run ends as soon as it can. */
  public void stop() {
    stopped.countDown();
  }

  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /**
   * Waits, or until it is given.
   *
   * @return whether it is given
   */
  boolean await(Duration time) {
    try {
      return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Whoever interrupts the run wants it to end.
      Thread.currentThread().interrupt();
      stop();
      return true;
    }
  }
}
