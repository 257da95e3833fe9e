package fm.raido.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.PlayedPulses;
import fm.raido.protection.pressure.PressureThresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final PlayedPulses host = new PlayedPulses(PressureThresholds.defaults());
  private final Pace pace = new Pace(Duration.ofSeconds(1));

  @Test
  void oneASecond() {
    int shown = 0;
    for (int i = 0; i < 40; i++) {
      shown += pace.isDue(host.io(0.0)) ? 1 : 0;
    }
    assertThat(shown).as("in ten seconds of four looks each").isEqualTo(10);
  }

  @Test
  void aChangeIsShownAtOnceAndShiftsNothing() {
    assertThat(pace.isDue(host.io(0.0))).isTrue();
    assertThat(pace.isDue(host.io(95.0))).isFalse();
    assertThat(pace.isDue(host.io(95.0))).as("critical after 500 ms").isTrue();
    assertThat(pace.isDue(host.io(95.0))).isFalse();
    assertThat(pace.isDue(host.io(95.0))).as("the next whole second").isTrue();
  }

  @Test
  void aRefusalIsAChange() {
    assertThat(pace.isDue(host.io(0.0))).isTrue();
    assertThat(pace.isDue(host.look(-1.0, 40.0, 0.5, 0.0, 0.0, 0.0))).isTrue();
  }
}
