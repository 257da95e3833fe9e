package fm.raido.producer.guard;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Until when each track is quiet. Holds a bounded number; what is over goes first, then the oldest.
 * Not for use by more than one thread.
 */
final class Cooldowns {
  private final int max;
  private final Map<TrackKey, Instant> untils = new LinkedHashMap<>();

  Cooldowns(int max) {
    this.max = max;
  }

  /** When the track's cool-down ends, or empty where it has none now. */
  Optional<Instant> until(TrackKey track, Instant now) {
    return Optional.ofNullable(untils.get(track)).filter(until -> until.isAfter(now));
  }

  /** Keeps a track quiet until then; a later end that is known already stays. */
  void start(TrackKey track, Instant until, Instant now) {
    Instant before = untils.remove(track);
    Instant later = before != null && before.isAfter(until) ? before : until;
    if (later.isAfter(now)) {
      untils.put(track, later);
    }
    trim(now);
  }

  int size() {
    return untils.size();
  }

  /**
   * The map is in the order of starts, and all cool-downs are equally long: the first end first.
   */
  private void trim(Instant now) {
    Iterator<Instant> oldest = untils.values().iterator();
    while (oldest.hasNext() && (!oldest.next().isAfter(now) || untils.size() > max)) {
      oldest.remove();
    }
  }
}
