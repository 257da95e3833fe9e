package fm.raido.protection.pressure;

import static fm.raido.protection.pressure.Looks.START;
import static fm.raido.protection.pressure.Looks.stall;
import static fm.raido.schemas.protection.PressureLevel.CRITICAL;
import static fm.raido.schemas.protection.PressureLevel.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonsenseTest {
  private final Looks looks = Looks.withDefaults();

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, 100.01, Double.POSITIVE_INFINITY})
  void aStallThatCannotBeIsRefusedAndNamed(double percent) {
    PressureState state = looks.look(stall(START.plusMillis(50), 0, percent, 0, 1));
    assertThat(state.level()).isEqualTo(NORMAL);
    assertThat(state.refused())
        .containsExactly("memory full stall " + percent + ": must be from 0 to 100");
    assertThat(state.signal(Signal.MEMORY_FULL).isUnknown()).isTrue();
    assertThat(looks.look(stall(START.plusMillis(100), 0, 0, 0, 1)).refused()).isEmpty();
  }

  @Test
  void nonsenseNeverCompletesARowOfChecks() {
    looks.cpuForSeconds(40, 100);
    looks.cpuForSeconds(60, 101);
    assertThat(looks.states()).extracting(PressureState::level).doesNotContain(CRITICAL);
  }

  @Test
  void impossibleCoresLoadAndQueuesAreNamedOneByOne() {
    Readings readings = new Readings(START, 0.0, 0.0, -3.0, 0, 1e9, 0.0, 0.0, 0.0, 0.0, null);
    assertThat(looks.look(readings).refused())
        .containsExactly(
            "load -3.0: must be from 0 to 4194304",
            "cores 0: must be from 1 to 65536",
            "runnable tasks 1.0E9: must be from 0 to 4194304");
  }

  @Test
  void aClockThatGoesBackKeepsLevelsAndBeginsTheMeasuringAnew() {
    looks.cpuForSeconds(49, 100);
    Instant back = looks.state().at().minusSeconds(3_600);
    PressureState state = looks.look(Looks.use(back, 100.0, 50.0, 1.0));
    assertThat(state.refused()).containsExactly("clock went back by 3600 s");
    assertThat(looks.cpuForSeconds(49, 100).level()).isNotEqualTo(CRITICAL);
    assertThat(looks.cpuForSeconds(1, 100).level()).isEqualTo(CRITICAL);
  }

  @Test
  void aClockThatLeapsAheadDoesNotEndProtection() {
    looks.ioForMillis(1_000, passed -> 90);
    Instant ahead = looks.state().at().plusSeconds(3_600);
    PressureState state = looks.look(stall(ahead, 0, 0, 0, 1));
    assertThat(state.refused()).containsExactly("clock went ahead by 3600 s between two looks");
    assertThat(state.level()).isEqualTo(CRITICAL);
    assertThat(looks.quietFor(java.time.Duration.ofSeconds(9)).level()).isEqualTo(CRITICAL);
    assertThat(looks.quietFor(java.time.Duration.ofSeconds(1)).level()).isEqualTo(NORMAL);
  }
}
