package fm.raido.system.storm;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a storm still has to do, and what it is busy with: nothing is hit twice at a time. One
 * thread.
 */
final class FaultAgenda {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final PriorityQueue<Item> items =
      new PriorityQueue<>(Comparator.comparingLong(Item::atNanos));
  private final Set<String> busy = new HashSet<>();

  private record Item(long atNanos, Callable<?> what) {}

  /** Takes hold of all of these; false, and of none, where one is taken. */
  boolean hold(Set<String> things) {
    if (things.stream().anyMatch(busy::contains)) {
      return false;
    }
    busy.addAll(things);
    return true;
  }

  void letGo(Set<String> things) {
    busy.removeAll(things);
  }

  /** Does it after that time. */
  void in(Duration delay, Callable<?> what) {
    items.add(new Item(System.nanoTime() + delay.toNanos(), what));
  }

  /** Does it once that has come true. */
  void when(AtomicBoolean ready, Callable<?> what) {
    in(
        LOOK,
        () -> {
          if (ready.get()) {
            return what.call();
          }
          when(ready, what);
          return null;
        });
  }

  /** Does what is due, and waits until that time at most for what is next. */
  void work(long untilNanos) throws Exception {
    while (true) {
      Item next = items.peek();
      long now = System.nanoTime();
      if (next != null && next.atNanos <= now) {
        items.remove().what.call();
      } else if (now >= untilNanos) {
        return;
      } else {
        long to = next == null ? untilNanos : Math.min(untilNanos, next.atNanos);
        Stage.pause(Duration.ofNanos(to - now));
      }
    }
  }

  /** Does all that is left, at its time. */
  void finish() throws Exception {
    while (!items.isEmpty()) {
      work(Math.max(System.nanoTime(), items.element().atNanos));
    }
  }
}
