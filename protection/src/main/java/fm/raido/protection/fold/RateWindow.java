package fm.raido.protection.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of the grants that still count for the rate. A grant counts while less than 60 s have
 * passed since, so no 60 s hold more grants than the limit.
 */
final class RateWindow {
  static final Duration LENGTH = Duration.ofSeconds(60);

  /** Oldest first; what lies before {@code head} has left. */
  private final List<Instant> grants = new ArrayList<>();

  private int head;

  /** Times never run backwards. */
  void add(Instant at) {
    grants.add(at);
  }

  int count(Instant now) {
    return grants.size() - firstAfter(now.minus(LENGTH));
  }

  /** When fewer than {@code limit} grants count, if none are added; not before {@code now}. */
  Instant freeAt(int limit, Instant now) {
    if (count(now) < limit) {
      return now;
    }
    return grants.get(grants.size() - limit).plus(LENGTH);
  }

  /** When the next grant leaves. */
  Optional<Instant> nextChange(Instant now) {
    int first = firstAfter(now.minus(LENGTH));
    return first == grants.size() ? Optional.empty() : Optional.of(grants.get(first).plus(LENGTH));
  }

  void forget(Instant now) {
    Instant left = now.minus(LENGTH);
    while (head < grants.size() && !grants.get(head).isAfter(left)) {
      head++;
    }
    // Half of the list is dead: dropping it costs no more than adding it did.
    if (head > grants.size() / 2) {
      grants.subList(0, head).clear();
      head = 0;
    }
  }

  private int firstAfter(Instant time) {
    int low = head;
    int high = grants.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (grants.get(middle).isAfter(time)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
