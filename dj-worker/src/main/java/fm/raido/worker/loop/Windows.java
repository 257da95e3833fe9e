package fm.raido.worker.loop;

import fm.raido.worker.window.PartitionWindow;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the partitions that this worker owns and has recovered. For the event loop alone.
 */
final class Windows {
  private final TreeMap<Integer, PartitionWindow> byPartition = new TreeMap<>();

  void open(PartitionWindow window) {
    byPartition.put(window.partition(), window);
  }

  void close(int partition) {
    byPartition.remove(partition);
  }

  @Nullable PartitionWindow get(int partition) {
    return byPartition.get(partition);
  }

  /**
   * The window if it is of that very assignment and nothing speaks against starting something in
   * it.
   */
  @Nullable PartitionWindow live(int partition, long incarnation) {
    PartitionWindow window = byPartition.get(partition);
    return window != null && window.incarnation() == incarnation && !window.isRevoked()
        ? window
        : null;
  }

  Collection<PartitionWindow> all() {
    return byPartition.values();
  }

  int waiting() {
    int waiting = 0;
    for (PartitionWindow window : byPartition.values()) {
      waiting += window.waiting();
    }
    return waiting;
  }
}
