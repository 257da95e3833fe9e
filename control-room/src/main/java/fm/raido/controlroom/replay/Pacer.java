package fm.raido.controlroom.replay;

import fm.raido.protection.replay.Pace;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;

/** Hands out how many letters may go now. */
final class Pacer {
  private static final Duration WAIT = Duration.ofMillis(100);

  private final Optional<RateLimiter> limiter;

  Pacer(Optional<Pace> pace) {
    this.limiter =
        pace.map(it ->
            RateLimiter.of(
                "replay",
                RateLimiterConfig.custom()
                    .limitForPeriod(it.letters())
                    .limitRefreshPeriod(it.period())
                    .timeoutDuration(WAIT)
                    .build()));
  }

  /**
   * How many may go now, up to so many; waits for at most a tenth of a second.
   *
   * @return 0 where none may go yet
   */
  int take(int most) {
    if (limiter.isEmpty()) {
      return most;
    }
    RateLimiter its = limiter.get();
    if (!its.acquirePermission()) {
      return 0;
    }
    int taken = 1;
    while (taken < most && its.getMetrics().getAvailablePermissions() > 0) {
      if (!its.acquirePermission()) {
        break;
      }
      taken++;
    }
    return taken;
  }
}
