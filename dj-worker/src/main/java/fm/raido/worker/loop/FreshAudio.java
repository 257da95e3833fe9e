package fm.raido.worker.loop;

import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.speech.SpeechOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The audio of the last few calls, for requests of the same words that looked into the store before
 * it came. For the event loop alone.
 */
final class FreshAudio {
  /** More calls than end within one look at the store. */
  private static final int KEPT = 16;

  private final Duration fresh;
  private final Map<SpeechOrder, Kept> kept = new LinkedHashMap<>();

  private record Kept(StoredAudio audio, Instant at) {}

  /**
   * @param fresh for so long; a request that looked longer ago looks again before it asks
   */
  FreshAudio(Duration fresh) {
    this.fresh = fresh;
  }

  void keep(SpeechOrder order, StoredAudio audio, Instant now) {
    kept.remove(order);
    kept.put(order, new Kept(audio, now));
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  /** The audio of that order, or null where none came lately. */
  @Nullable StoredAudio of(SpeechOrder order, Instant now) {
    Kept found = kept.get(order);
    return found == null || found.at().isBefore(now.minus(fresh)) ? null : found.audio();
  }
}
