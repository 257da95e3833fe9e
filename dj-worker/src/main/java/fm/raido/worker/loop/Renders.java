package fm.raido.worker.loop;

import fm.raido.worker.window.Waiting;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose fallback is rendered when: the most urgent first, and only a few handed over at a time, so
 * that hundreds of deadlines that come at once stand in the order of their deadlines and none waits
 * out its time behind a later one. For the event loop alone.
 */
final class Renders {
  /** Two speak at once; two more are at hand, so that no voice waits for the loop. */
  static final int HANDED_OVER = 4;

  private final TreeSet<Waiting> queue = new TreeSet<>(Waiting.BY_URGENCY);
  private int handedOver;

  void add(Waiting waiting) {
    queue.add(waiting);
  }

  void forget(Waiting waiting) {
    queue.remove(waiting);
  }

  /** The next one to hand over, or null where none waits or enough are handed over. */
  @Nullable Waiting next() {
    Waiting first = handedOver < HANDED_OVER ? queue.pollFirst() : null;
    if (first != null) {
      handedOver++;
    }
    return first;
  }

  /** One that was handed over has come back. */
  void ended() {
    handedOver--;
  }
}
