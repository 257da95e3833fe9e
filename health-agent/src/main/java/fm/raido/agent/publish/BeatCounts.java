package fm.raido.agent.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many beats arrived, how many did not, and when the last one did. For any thread. */
public final class BeatCounts {
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Clock clock;
  private volatile @Nullable Instant confirmedAt;

  /** Nothing yet. */
  public BeatCounts(Clock clock) {
    this.clock = clock;
  }

  /** The brokers have confirmed one. */
  public void arrived() {
    confirmed.incrementAndGet();
    confirmedAt = clock.instant();
  }

  void lost() {
    failed.incrementAndGet();
  }

  /** Beats that the brokers have confirmed. */
  public long confirmed() {
    return confirmed.get();
  }

  /** Beats that did not arrive. */
  public long failed() {
    return failed.get();
  }

  /** When the brokers confirmed a beat last, on this host's clock; null before the first time. */
  public @Nullable Instant confirmedAt() {
    return confirmedAt;
  }
}
