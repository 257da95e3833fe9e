package fm.raido.worker.loop;

import fm.raido.worker.admission.OpenAsks;
import fm.raido.worker.admission.Stopwatch;
import java.util.HashMap;
import java.util.Map;

/**
 * This worker's own records that free a slot and were not read back yet, so that the end of a call
 * and the next ask can travel in one batch. For the event loop alone.
 */
final class SlotsComing {
  private final Map<String, Stopwatch.Moment> sent = new HashMap<>();
  private final Stopwatch stopwatch;

  SlotsComing(Stopwatch stopwatch) {
    this.stopwatch = stopwatch;
  }

  void sent(String callId) {
    sent.put(callId, stopwatch.moment());
  }

  void readBack(String callId) {
    sent.remove(callId);
  }

  /** An ask that came behind them was refused: they came before it, or are lost. */
  void refused() {
    sent.clear();
  }

  /**
   * How many slots they will free. One that is not read back as soon as an ask would have to be may
   * be lost: counting on it would mean to ask in vain again and again.
   */
  int count() {
    if (!sent.isEmpty()) {
      sent.values().removeIf(at -> stopwatch.since(at).compareTo(OpenAsks.USABLE) > 0);
    }
    return sent.size();
  }
}
