package fm.raido.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntakeLimitTest {
  @Test
  void anyHalfSecondStaysNearItsShareHoweverManyCall() {
    IntakeLimit limit = new IntakeLimit(100);
    long start = System.nanoTime();
    long passed = 0;
    while (System.nanoTime() - start < Duration.ofMillis(500).toNanos()) {
      passed += limit.permits(1) ? 1 : 0;
    }
    // Five cycles of ten, and one at each end.
    assertThat(passed).isBetween(20L, 70L);
  }

  @Test
  void aBatchLargerThanACycleIsSpreadOverCycles() {
    IntakeLimit limit = new IntakeLimit(200);
    long start = System.nanoTime();
    assertThat(limit.permits(100)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
  }

  @Test
  void aBatchThatCouldNeverPassIsTooLarge() {
    assertThat(new IntakeLimit(1).batchMax(100)).isEqualTo(2);
    assertThat(new IntakeLimit(50).batchMax(100)).isEqualTo(100);
    assertThat(new IntakeLimit(100_000).batchMax(100)).isEqualTo(100);
  }

  @Test
  void retryAfterIsWholeSecondsAndNeverZero() {
    assertThat(new IntakeLimit(50).retryAfterSeconds(1)).isEqualTo(1);
    assertThat(new IntakeLimit(10).retryAfterSeconds(35)).isEqualTo(4);
  }
}
