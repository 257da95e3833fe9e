package fm.raido.worker.loop;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Partitions that are about to leave and wait for what is decided in them to be committed. */
final class Handover {
  private final Map<Integer, Runnable> leaving = new TreeMap<>();

  /**
   * @param flushed run as soon as nothing of it waits to be committed
   */
  void begin(int partition, Runnable flushed) {
    leaving.put(partition, flushed);
  }

  /** The partition is gone; whoever still waits waits no longer. */
  void end(int partition) {
    Runnable flushed = leaving.remove(partition);
    if (flushed != null) {
      flushed.run();
    }
  }

  /** Tells those of which nothing is left to commit. */
  void look(IntPredicate hasSomethingToCommit) {
    leaving
        .entrySet()
        .removeIf(leave -> {
          boolean flushed = !hasSomethingToCommit.test(leave.getKey());
          if (flushed) {
            leave.getValue().run();
          }
          return flushed;
        });
  }
}
