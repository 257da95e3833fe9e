package fm.raido.benchmarks;

import fm.raido.testkit.process.ChildJvm;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what is seen until all is there, and when it began and ended. */
final class Rush implements CommittedReader.Listener {
  private final CountDownLatch left;
  private final int count;
  private volatile @Nullable Instant firstAppended;
  private volatile @Nullable Instant lastSeen;

  Rush(int count) {
    this.count = count;
    this.left = new CountDownLatch(count);
  }

  @Override
  public void seen(CommittedReader.Seen record) {
    if (firstAppended == null) {
      firstAppended = record.appendedAt();
    }
    if (left.getCount() == 1) {
      lastSeen = record.seenAt();
    }
    left.countDown();
  }

  /**
   * Waits until all are seen.
   *
   * @throws BenchmarkFailed if they are not in that time
   */
  void await(ChildJvm program, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!left.await(200, TimeUnit.MILLISECONDS)) {
      program.requireAlive();
      if (System.nanoTime() > end) {
        throw new BenchmarkFailed(
            "%d of %d outcomes were seen in %d s:%n%s"
                .formatted(count - left.getCount(), count, seconds, program.lastLines()));
      }
    }
  }

  /** The same for a program that may have ended, well, when the last is seen. */
  void awaitToTheEnd(ChildJvm program, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean wasAlive = true;
    while (!left.await(200, TimeUnit.MILLISECONDS)) {
      // What it wrote last may be seen a moment after its end.
      if (!wasAlive) {
        program.requireAlive();
      }
      wasAlive = program.isAlive();
      if (System.nanoTime() > end) {
        throw new BenchmarkFailed(
            "%d of %d records were seen in %d s:%n%s"
                .formatted(count - left.getCount(), count, seconds, program.lastLines()));
      }
    }
  }

  /** From the append of the first outcome to the sight of the last. */
  double perSecond() {
    Instant first = firstAppended;
    Instant last = lastSeen;
    if (first == null || last == null) {
      throw new IllegalStateException("not all is seen");
    }
    return count / (Duration.between(first, last).toNanos() / 1e9);
  }
}
