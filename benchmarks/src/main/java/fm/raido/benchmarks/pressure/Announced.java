package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.testkit.process.ChildJvm;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a line that a child prints when it is ready. */
final class Announced {
  private static final long SECONDS = 60;

  private Announced() {}

  /** What stands behind those words. */
  static String by(ChildJvm child, String words) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      Optional<String> line =
          child.output().lines().filter(one -> one.startsWith(words)).findFirst();
      if (line.isPresent()) {
        return line.get().substring(words.length()).strip();
      }
      child.requireAlive();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new BenchmarkFailed("the " + child.name() + " is not ready: " + child.lastLines());
  }
}
