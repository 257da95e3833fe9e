package fm.raido.agent.psi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallWindowTest {
  private static final long STEP_NANOS = 50_000_000;

  private final StallWindow window = new StallWindow();
  private long now = 7;
  private long total = 1_000;

  @Test
  void saysNothingBeforeItsFirst250Milliseconds() {
    for (int i = 0; i < 5; i++) {
      samples(1, 0);
      assertThat(window.percent()).isNaN();
    }
    samples(1, 0);
    assertThat(window.percent()).isZero();
  }

  @Test
  void isTheGrowthOfTheLast250Milliseconds() {
    samples(20, 10_000);
    assertThat(window.percent()).isEqualTo(20);
    samples(5, 50_000);
    assertThat(window.percent()).isEqualTo(100);
    samples(5, 0);
    assertThat(window.percent()).isZero();
  }

  @Test
  void aLateSampleIsMeasuredOverTheTimeThatReallyPassed() {
    samples(10, 0);
    now += 2_000_000_000;
    total += 1_000_000;
    window.add(now, total);
    assertThat(window.percent()).isEqualTo(50);
  }

  @Test
  void aCounterThatGoesBackBeginsAnew() {
    samples(10, 25_000);
    total = 3;
    samples(5, 25_000);
    assertThat(window.percent()).isNaN();
    samples(1, 25_000);
    assertThat(window.percent()).isEqualTo(50);
  }

  @Test
  void aSampleThatCouldNotBeReadBeginsAnew() {
    samples(10, 25_000);
    window.add(now + STEP_NANOS, PsiText.NONE);
    assertThat(window.percent()).isNaN();
  }

  @Test
  void aLittleOverTheTimeIsAllOfIt() {
    samples(10, 60_000);
    assertThat(window.percent()).isEqualTo(100);
  }

  @Test
  void aLeapOfTheCounterIsRefused() {
    samples(10, 0);
    samples(1, 1_000_000_000);
    assertThat(window.percent()).isNaN();
    samples(5, 0);
    assertThat(window.percent()).isZero();
  }

  private void samples(int count, long growthMicros) {
    for (int i = 0; i < count; i++) {
      now += STEP_NANOS;
      total += growthMicros;
      window.add(now, total);
    }
  }
}
