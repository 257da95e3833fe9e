package fm.raido.producer.http;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;

/**
 * The limit of announcements a second, with resilience4j's limiter. That limiter works in fixed
 * cycles, so twice a cycle's permits can pass around a boundary. The cycles here are short, a tenth
 * of a second (or as long as one permit takes, under 10 a second): the excess is at most one such
 * cycle's permits, never a second's. In exchange a burst must spread itself: a call waits up to a
 * quarter of a second for its permits before it is refused, which paces a caller that sends one
 * after another instead of refusing it. Safe for use by any thread.
 */
public final class IntakeLimit {
  private static final int CYCLES_PER_SECOND = 10;
  private static final Duration WAIT = Duration.ofMillis(250);

  /** A batch may wait longer, for no cycle holds all its permits. */
  private static final Duration BATCH_WAIT = Duration.ofSeconds(2);

  private final int perSecond;
  private final int perCycle;
  private final RateLimiterRegistry registry;
  private final RateLimiter limiter;

  /**
   * A limit.
   *
   * @param perSecond announcements a second, at least 1
   */
  public IntakeLimit(int perSecond) {
    this.perSecond = perSecond;
    this.perCycle = Math.max(1, perSecond / CYCLES_PER_SECOND);
    this.registry =
        RateLimiterRegistry.of(
            RateLimiterConfig.custom()
                .limitForPeriod(perCycle)
                .limitRefreshPeriod(Duration.ofNanos(1_000_000_000L * perCycle / perSecond))
                .timeoutDuration(WAIT)
                .build());
    this.limiter = registry.rateLimiter("intake");
  }

  /** Where the limiter is registered, for its meters. */
  RateLimiterRegistry registry() {
    return registry;
  }

  /** How many announcements can pass together at all, at most {@code max}. */
  public int batchMax(int max) {
    long withinWait = perSecond * BATCH_WAIT.toMillis() / 1_000;
    return Math.clamp(withinWait, 1, max);
  }

  /**
   * Asks for permits, and waits for them a little.
   *
   * @param announcements at most what {@link #batchMax} says
   * @return whether they may pass; what a refused batch had got already is lost
   */
  public boolean permits(int announcements) {
    long start = System.nanoTime();
    int left = announcements;
    while (left > 0) {
      int chunk = Math.min(left, perCycle);
      if (limiter.acquirePermission(chunk)) {
        left -= chunk;
      } else if (announcements <= perCycle
          || System.nanoTime() - start > BATCH_WAIT.toNanos()
          || Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
    return true;
  }

  /** The seconds after which as many may try again. */
  public long retryAfterSeconds(int announcements) {
    return Math.max(1, Math.ceilDiv(announcements, perSecond));
  }
}
