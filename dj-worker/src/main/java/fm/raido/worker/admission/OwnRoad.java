package fm.raido.worker.admission;

import fm.raido.schemas.protection.CallResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * This worker's own breaker: resilience4j's, around its speech client, fed by its calls and probes.
 * When it is open and the log shows another worker's success since the first of the failures, the
 * fault is this worker's road to the host. It grants nothing and forbids nothing: the log does. For
 * the event loop alone.
 */
public final class OwnRoad {
  private final CircuitBreakerRegistry registry;
  private final CircuitBreaker breaker;
  private Instant now = Instant.EPOCH;
  private Optional<Instant> firstFailure = Optional.empty();

  /**
   * @param failures consecutive failures that open it
   * @param open how long it stays open before it may be tried again
   */
  public OwnRoad(int failures, Duration open) {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindow(failures, failures, SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(100)
            // A slow answer is the host's way of working; by default five slow successes would open
            // it.
            .slowCallRateThreshold(100)
            .slowCallDurationThreshold(Duration.ofDays(1))
            .waitIntervalFunctionInOpenState(IntervalFunction.of(open))
            .permittedNumberOfCallsInHalfOpenState(1)
            .clock(new LoopClock())
            .build();
    registry = CircuitBreakerRegistry.of(config);
    breaker = registry.circuitBreaker("speech-host");
  }

  /** Where the breaker is registered, for its meters. */
  public CircuitBreakerRegistry registry() {
    return registry;
  }

  /** A call or probe of this worker ended so at that time, in log time. */
  public void ended(CallResult result, Duration took, Instant at) {
    now = at;
    if (result.isHostFailure()) {
      if (firstFailure.isEmpty()) {
        firstFailure = Optional.of(at);
      }
      breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new HostFailed(result));
    } else if (result.isHostSuccess()) {
      firstFailure = Optional.empty();
      // Any success is proof of the road; a stale one cannot be told apart and need not be.
      breaker.reset();
    }
  }

  /**
   * Whether the fault is this worker's own road.
   *
   * @param othersSucceeded when another worker's call succeeded last
   */
  public boolean isCutOff(Optional<Instant> othersSucceeded) {
    return breaker.getState() != CircuitBreaker.State.CLOSED
        && firstFailure.isPresent()
        && othersSucceeded.isPresent()
        && othersSucceeded.get().isAfter(firstFailure.get());
  }

  /**
   * Whether the open time is over and the road may be tried with a probe; changes state, as
   * resilience4j does.
   */
  public boolean mayTry(Instant at) {
    now = at;
    return breaker.tryAcquirePermission();
  }

  /** A try that {@link #mayTry} allowed was not made. */
  public void notTried() {
    breaker.releasePermission();
  }

  private static final class HostFailed extends Exception {
    private static final long serialVersionUID = 1L;

    HostFailed(CallResult result) {
      super(result.name(), null, false, false);
    }
  }

  /** The breaker's clock is log time as of the last event. */
  private final class LoopClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
