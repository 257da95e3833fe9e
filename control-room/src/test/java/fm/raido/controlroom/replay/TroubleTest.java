package fm.raido.controlroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private Duration now = Duration.ZERO;
  private final Trouble trouble = new Trouble(() -> now);

  private boolean failedAt(int seconds) {
    now = Duration.ofSeconds(seconds);
    return trouble.failed();
  }

  @Test
  void isGivenUpAfterNinetySecondsOfFailuresAlone() {
    for (int second = 0; second <= 90; second += 10) {
      assertThat(failedAt(second)).isFalse();
    }
    assertThat(failedAt(91)).isTrue();
  }

  @Test
  void beginsAnewAfterSomethingWentWell() {
    assertThat(failedAt(0)).isFalse();
    trouble.over();
    assertThat(trouble.isOn()).isFalse();
    assertThat(failedAt(600)).as("a moment's failure after a long wait").isFalse();
    assertThat(failedAt(660)).isFalse();
    assertThat(failedAt(691)).isTrue();
  }

  @Test
  void aTimeInWhichNothingWasTriedDoesNotCount() {
    assertThat(failedAt(0)).isFalse();
    assertThat(failedAt(3_600)).as("one letter an hour").isFalse();
    assertThat(failedAt(3_660)).isFalse();
    assertThat(failedAt(3_691)).isTrue();
  }
}
