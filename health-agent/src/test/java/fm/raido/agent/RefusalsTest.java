package fm.raido.agent;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final PlayedPulses host = new PlayedPulses(PressureThresholds.defaults());
  private final PressureState nonsense = host.look(-1.0, 40.0, 0.5, Double.NaN, 0.0, 0.0).state();
  private final PressureState sound = host.io(0.0).state();
  private final Refusals refusals = new Refusals();

  @Test
  void whatIsRefusedInOneLookIsSaidForTwoBeats() {
    assertThat(refusals.lately(sound, seconds(0))).isEmpty();
    assertThat(refusals.lately(nonsense, seconds(1)))
        .containsExactly(
            "cpu use -1.0: must be from 0 to 100", "cpu some stall NaN: must be from 0 to 100");
    assertThat(refusals.lately(sound, seconds(10))).hasSize(2);
    assertThat(refusals.lately(sound, seconds(12))).isEmpty();
  }

  @Test
  void countsLooksAndNotReadings() {
    refusals.lately(nonsense, seconds(1));
    refusals.lately(sound, seconds(2));
    refusals.lately(nonsense, seconds(3));
    assertThat(refusals.count()).isEqualTo(2);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
