package fm.raido.protection.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of calls asked for lately, granted or not: an ask that is read twice is one ask. */
final class SeenCalls {
  static final Duration MEMORY = Duration.ofHours(1);

  /** Bounds the memory under a storm of refused asks; the newest are kept. */
  static final int MOST = 100_000;

  private final Map<String, Instant> seenAt = new LinkedHashMap<>();

  boolean contains(String callId, Instant now) {
    Instant at = seenAt.get(callId);
    return at != null && at.plus(MEMORY).isAfter(now);
  }

  void add(String callId, Instant now) {
    seenAt.putIfAbsent(callId, now);
  }

  void forget(Instant now) {
    Iterator<Instant> oldest = seenAt.values().iterator();
    while (oldest.hasNext() && (!oldest.next().plus(MEMORY).isAfter(now) || seenAt.size() > MOST)) {
      oldest.remove();
    }
  }
}
