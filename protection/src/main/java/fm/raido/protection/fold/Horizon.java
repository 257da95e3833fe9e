package fm.raido.protection.fold;

import java.time.Duration;
import java.time.Instant;

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
}
