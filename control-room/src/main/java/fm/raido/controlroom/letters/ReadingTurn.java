package fm.raido.controlroom.letters;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One reading of the letters at a time: each takes much of the memory there is. Safe for use by any
 * thread.
 */
public final class ReadingTurn {
  private static final Duration WAIT = Duration.ofSeconds(3);

  /** Those who wait hold a connection each. */
  private static final int WAITING_MAX = 8;

  private final Semaphore turn = new Semaphore(1, true);
  private final Duration wait;

  public ReadingTurn() {
    this(WAIT);
  }

  ReadingTurn(Duration wait) {
    this.wait = wait;
  }

  /** Does it, for somebody who waits for an answer; empty where others are at it for too long. */
  public <T> Optional<T> soon(Supplier<T> work) {
    try {
      if (turn.getQueueLength() >= WAITING_MAX
          || !turn.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      turn.release();
    }
  }

  /** Does it as soon as nobody else is at it, however long that takes. */
  public void inTurn(Runnable work) {
    turn.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      turn.release();
    }
  }
}
