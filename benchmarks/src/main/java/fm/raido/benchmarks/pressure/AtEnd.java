package fm.raido.benchmarks.pressure;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be undone whatever happens: by its owner, or at the latest when this JVM ends, be it by
 * Ctrl-C. The last one that was done is undone first.
 */
final class AtEnd {
  private static final Deque<Runnable> LEFT = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtEnd::undoAll, "undo-loads"));
  }

  private AtEnd() {}

  /** To be undone by {@link #undo}, which runs it once. */
  static void remember(Runnable undoing) {
    synchronized (LEFT) {
      LEFT.push(undoing);
    }
  }

  static void undo(Runnable undoing) {
    synchronized (LEFT) {
      if (!LEFT.remove(undoing)) {
        return;
      }
    }
    undoing.run();
  }

  private static void undoAll() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private static @org.jspecify.annotations.Nullable Runnable next() {
    synchronized (LEFT) {
      return LEFT.poll();
    }
  }
}
