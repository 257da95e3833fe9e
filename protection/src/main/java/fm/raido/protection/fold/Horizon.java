package fm.raido.protection.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back the rules look, and how fine they look. */
final class Horizon {
  /**
   * No rule looks back further, so that replicas that have read the log as far as it is retained (8
   * days) agree.
   */
  static final Duration MEMORY = Duration.ofDays(7);

  /** The brokers' timestamps are in milliseconds: the step from "at that time" to "after it". */
  static final Duration TICK = Duration.ofMillis(1);

  private Horizon() {}

  /** Whether something of that time is beyond memory. */
  static boolean isForgotten(Instant at, Instant now) {
    return !at.plus(MEMORY).isAfter(now);
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The later of those that are there. */
  static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return a.get().isAfter(b.get()) ? a : b;
  }
}
