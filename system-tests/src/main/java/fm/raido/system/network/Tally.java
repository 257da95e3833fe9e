package fm.raido.system.network;

import java.util.concurrent.atomic.LongAdder;

/** Counts of one link, added to by all its threads. */
final class Tally {
  final LongAdder accepted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder broken = new LongAdder();
  final LongAdder swallowed = new LongAdder();
  private final LongAdder toTarget = new LongAdder();
  private final LongAdder toClient = new LongAdder();

  void delivered(Direction direction, long bytes) {
    switch (direction) {
      case TO_TARGET -> toTarget.add(bytes);
      case TO_CLIENT -> toClient.add(bytes);
    }
  }

  LinkCounts counts(long open) {
    return new LinkCounts(
        accepted.sum(),
        refused.sum(),
        open,
        broken.sum(),
        toTarget.sum(),
        toClient.sum(),
        swallowed.sum());
  }
}
