package fm.raido.protection.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The granted calls that may still be on their way. A lease is live before it expires. */
final class Leases {
  private final Map<String, Lease> byCall = new LinkedHashMap<>();

  /** Leases of changed settings do not expire in the order of their grants. */
  private final TreeMap<Instant, Set<String>> byExpiry = new TreeMap<>();

  void add(Lease lease) {
    byCall.put(lease.callId(), lease);
    byExpiry.computeIfAbsent(lease.expiresAt(), at -> new LinkedHashSet<>()).add(lease.callId());
  }

  /** From now on it only keeps its slot. */
  void timedOut(Lease lease) {
    byCall.put(
        lease.callId(),
        new Lease(
            lease.callId(),
            lease.worker(),
            lease.request(),
            lease.own(),
            lease.breakerEra(),
            lease.grantedAt(),
            lease.expiresAt(),
            true));
  }

  void remove(Lease lease) {
    byCall.remove(lease.callId());
    byExpiry.computeIfPresent(
        lease.expiresAt(),
        (at, calls) -> {
          calls.remove(lease.callId());
          return calls.isEmpty() ? null : calls;
        });
  }

  Optional<Lease> live(String callId, Instant now) {
    Lease lease = byCall.get(callId);
    return lease != null && isLive(lease, now) ? Optional.of(lease) : Optional.empty();
  }

  /** Oldest first. */
  List<Lease> live(Instant now) {
    return byCall.values().stream().filter(lease -> isLive(lease, now)).toList();
  }

  int count(Instant now) {
    int live = byCall.size();
    for (Map.Entry<Instant, Set<String>> expiring : byExpiry.entrySet()) {
      if (expiring.getKey().isAfter(now)) {
        break;
      }
      live -= expiring.getValue().size();
    }
    return live;
  }

  /** Calls of that era that may still become failures. */
  int inFlight(long era, Instant now) {
    int calls = 0;
    for (Lease lease : byCall.values()) {
      if (lease.breakerEra() == era && !lease.own() && !lease.timedOut() && isLive(lease, now)) {
        calls++;
      }
    }
    return calls;
  }

  /** The shared probe of that era on its way; one that timed out has ended its era. */
  Optional<Lease> probe(long era, Instant now) {
    for (Lease lease : byCall.values()) {
      if (lease.isProbe() && lease.breakerEra() == era && !lease.own() && isLive(lease, now)) {
        return Optional.of(lease);
      }
    }
    return Optional.empty();
  }

  /** When fewer than {@code limit} live, if none are added or ended; not before {@code now}. */
  Instant freeAt(int limit, Instant now) {
    int live = count(now);
    Instant free = now;
    for (Map.Entry<Instant, Set<String>> expiring : byExpiry.tailMap(now, false).entrySet()) {
      if (live < limit) {
        break;
      }
      live -= expiring.getValue().size();
      free = expiring.getKey();
    }
    return free;
  }

  Optional<Instant> nextChange(Instant now) {
    return Optional.ofNullable(byExpiry.higherKey(now));
  }

  void forget(Instant now) {
    while (!byExpiry.isEmpty() && !byExpiry.firstKey().isAfter(now)) {
      new ArrayList<>(byExpiry.firstEntry().getValue()).forEach(byCall::remove);
      byExpiry.pollFirstEntry();
    }
  }

  private static boolean isLive(Lease lease, Instant now) {
    return lease.expiresAt().isAfter(now);
  }
}
