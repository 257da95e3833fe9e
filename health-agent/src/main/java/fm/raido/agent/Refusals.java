package fm.raido.agent;

import fm.raido.protection.pressure.PressureState;
import java.time.Duration;
import java.util.List;

/**
 * What was refused lately, so that it is seen by whoever looks only now and then. For one thread;
 * the count may be read by any.
 */
final class Refusals {
  /** Two beats: what is refused in one look is in at least one of the readings published. */
  private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

  private List<String> latest = List.of();
  private long latestNanos;
  private volatile long count;

  /** What was refused in the last 10 s, in words, after a look; mostly nothing. */
  List<String> lately(PressureState state, long nowNanos) {
    if (!state.refused().isEmpty()) {
      latest = state.refused();
      latestNanos = nowNanos;
      long before = count;
      count = before + 1;
    } else if (!latest.isEmpty() && nowNanos - latestNanos > KEPT_NANOS) {
      latest = List.of();
    }
    return latest;
  }

  /** Looks of which something was refused. */
  long count() {
    return count;
  }
}
