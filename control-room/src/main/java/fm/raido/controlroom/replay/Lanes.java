package fm.raido.controlroom.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whose turn it is. So many partitions at one time have a producer; with more of them the others
 * come after. For one thread.
 */
final class Lanes {
  private static final int AT_ONE_TIME = 16;

  private final ArrayDeque<Lane> lanes;

  Lanes(Collection<Lane> lanes) {
    this.lanes = new ArrayDeque<>(lanes);
  }

  boolean isEmpty() {
    return lanes.isEmpty();
  }

  Lane next() {
    return lanes.remove();
  }

  /**
   * One that is not done waits for its next turn.
   *
   * @param busy whether the last turns moved anything
   */
  void putBack(Lane lane, boolean busy) {
    if (lanes.size() >= AT_ONE_TIME && busy) {
      // Those that have begun are finished before others begin.
      lanes.addFirst(lane);
      return;
    }
    // Behind the others that have begun, before those that have not.
    List<Lane> before = new ArrayList<>();
    while (before.size() < AT_ONE_TIME - 1 && !lanes.isEmpty()) {
      before.add(lanes.remove());
    }
    lanes.addFirst(lane);
    before.reversed().forEach(lanes::addFirst);
  }

  /** Whether so many turns went around once. */
  boolean wentAround(int turns) {
    return turns >= Math.min(AT_ONE_TIME, lanes.size());
  }

  /** Whether that is true of all whose turn it is. */
  boolean all(Predicate<Lane> holds) {
    return lanes.stream().limit(AT_ONE_TIME).allMatch(holds);
  }

  Lane first() {
    return lanes.getFirst();
  }

  void close() {
    lanes.forEach(lane -> lane.mover().close());
  }
}
