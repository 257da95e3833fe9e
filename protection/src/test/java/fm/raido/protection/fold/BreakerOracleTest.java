package fm.raido.protection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * resilience4j's breaker as the oracle of the shared one. A count-based window of N calls, judged
 * from N calls on at a failure rate of 100 %, opens after N failures in a row, because the window
 * is empty after each transition.
 *
 * <p>The two differ by intent, and this test stays where they do not: calls here are one at a time
 * (the fold also counts those in flight, the oracle lets any number fail at once); there is no ramp
 * (in which one failure opens); failures follow each other within an hour (the fold forgets older
 * ones); half-open lasts under a day (then the fold closes); and only the probe ends while
 * half-open (the oracle believes any result). The oracle moves to half-open when it is asked, the
 * fold by itself.
 */
class BreakerOracleTest {
  private static final TestSettings SETTINGS = TestSettings.WIDE.rampStep(Duration.ZERO);

  private static final class SetClock extends Clock {
    private Instant now = Script.START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7})
  void opensHalfOpensAndClosesAsResilience4jDoes(int failures) {
    int opened = 0;
    for (long seed = 1; seed <= 50; seed++) {
      opened += run(failures, seed);
    }
    assertThat(opened).as("the oracle must have opened often").isGreaterThan(100);
  }

  private static int run(int failures, long seed) {
    Random random = new Random(seed);
    SetClock clock = new SetClock();
    CircuitBreaker oracle = oracle(failures, clock);
    Script script = Script.with(SETTINGS.failures(failures));
    // A success at first, so that the fold is sure of its state.
    script.called("first", CallResult.SPOKEN);
    int opened = 0;
    int failing = random.nextInt(20, 95);
    for (int step = 0; step < 300; step++) {
      clock.now = clock.now.plus(pause(random));
      script.at(clock.now);
      String where = "seed " + seed + ", failures " + failures + ", step " + step;
      boolean halfOpen = script.breaker() instanceof Breaker.HalfOpen;
      Verdict verdict = halfOpen ? script.probe("c" + step) : script.ask("c" + step, "r" + step);
      boolean permitted = oracle.tryAcquirePermission();
      assertThat(verdict instanceof Verdict.Granted).as(where).isEqualTo(permitted);
      if (permitted) {
        clock.now = clock.now.plusMillis(random.nextInt(15_000));
        end(script.at(clock.now), oracle, "c" + step, random.nextInt(100) < failing, random);
      }
      assertThat(stateOf(script)).as(where).isEqualTo(oracle.getState());
      opened += oracle.getState() == CircuitBreaker.State.OPEN ? 1 : 0;
    }
    return opened;
  }

  private static void end(
      Script script, CircuitBreaker oracle, String callId, boolean fails, Random random) {
    if (random.nextInt(10) == 0) {
      script.end(callId, CallResult.UNUSED);
      oracle.releasePermission();
    } else if (fails) {
      script.end(callId, random.nextBoolean() ? CallResult.BROKEN : CallResult.TIMED_OUT);
      oracle.onError(1, TimeUnit.SECONDS, new IllegalStateException("scripted"));
    } else {
      script.end(callId, CallResult.SPOKEN);
      oracle.onSuccess(1, TimeUnit.SECONDS);
    }
  }

  /** Often to the millisecond around the end of the open time. */
  private static Duration pause(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ofMinutes(5);
      case 1 -> Duration.ofMillis(300_001);
      case 2 -> Duration.ofMillis(299_999);
      default -> Duration.ofMillis(random.nextInt(60_000));
    };
  }

  private static CircuitBreaker.State stateOf(Script script) {
    return switch (script.breaker()) {
      case Breaker.Closed _ -> CircuitBreaker.State.CLOSED;
      case Breaker.Open _ -> CircuitBreaker.State.OPEN;
      case Breaker.HalfOpen _ -> CircuitBreaker.State.HALF_OPEN;
    };
  }

  private static CircuitBreaker oracle(int failures, Clock clock) {
    return CircuitBreaker.of(
        "oracle",
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(failures)
            .minimumNumberOfCalls(failures)
            .failureRateThreshold(100)
            .slowCallRateThreshold(100)
            .slowCallDurationThreshold(Duration.ofDays(1))
            .permittedNumberOfCallsInHalfOpenState(1)
            .waitDurationInOpenState(Duration.ofMinutes(5))
            .clock(clock)
            .currentTimestampFunction(c -> c.instant().toEpochMilli(), TimeUnit.MILLISECONDS)
            .build());
  }
}
