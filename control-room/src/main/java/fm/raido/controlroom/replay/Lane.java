package fm.raido.controlroom.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The letters of one partition that wait to be moved, oldest first. For one thread. */
final class Lane {
  /** Most letters of one transaction. */
  static final int BATCH_MAX = 100;

  private final PartitionMover mover;
  private final ArrayDeque<Going> waiting;
  private int limit = BATCH_MAX;
  private boolean open;

  Lane(PartitionMover mover, List<Going> letters) {
    this.mover = mover;
    this.waiting = new ArrayDeque<>(letters);
  }

  PartitionMover mover() {
    return mover;
  }

  int partition() {
    return mover.partition();
  }

  boolean isOpen() {
    return open;
  }

  void opened() {
    open = true;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * How many may go in the next transaction: the first ones that find room where they go.
   *
   * @param room of a partition of requests
   */
  int batch(IntUnaryOperator room) {
    return Going.fitting(waiting, limit, room);
  }

  /** Where the first one goes, {@link Going#NO_REQUEST} where there is none. */
  int target() {
    return waiting.isEmpty() ? Going.NO_REQUEST : waiting.getFirst().target();
  }

  List<Going> take(int count) {
    List<Going> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** All that waits, to be looked through; what is kept waits on. */
  List<Going> waiting() {
    return new ArrayList<>(waiting);
  }

  void keep(List<Going> letters) {
    waiting.clear();
    waiting.addAll(letters);
  }

  /** A transaction went well: the next may be twice as large. */
  void wentWell() {
    limit = Math.min(BATCH_MAX, limit * 2);
  }

  /** It did not: they wait again, and the next one is so large. */
  void failed(List<Going> letters, int nextLimit) {
    letters.reversed().forEach(waiting::addFirst);
    limit = Math.max(1, nextLimit);
    open = false;
  }

  int limit() {
    return limit;
  }
}
