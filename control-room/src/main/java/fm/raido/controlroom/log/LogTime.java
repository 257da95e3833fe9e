package fm.raido.controlroom.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * The brokers' time, by this machine's clock and what is seen of the difference: a record that has
 * just been appended is some milliseconds old, so the least age that records were read with lately
 * is how far this machine's clock is ahead. For one thread at a time.
 */
public final class LogTime {
  private static final int KEPT = 16;

  /** A smaller difference is the way that records took. */
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private final Deque<Duration> ages = new ArrayDeque<>();
  private Duration ahead = Duration.ZERO;

  /** A record that was not there at the start was read, at that time of this machine. */
  public void heard(Instant appendedAt, Instant local) {
    if (ages.size() == KEPT) {
      ages.removeFirst();
    }
    ages.addLast(Duration.between(appendedAt, local));
    Duration least = Collections.min(ages);
    ahead = least.abs().compareTo(TOLERANCE) < 0 ? Duration.ZERO : least;
  }

  /** Whether such a record was read: before one was, this machine's clock is all there is. */
  public boolean isKnown() {
    return !ages.isEmpty();
  }

  /** The brokers' time when this machine's clock says so. */
  public Instant at(Instant local) {
    return local.minus(ahead);
  }
}
