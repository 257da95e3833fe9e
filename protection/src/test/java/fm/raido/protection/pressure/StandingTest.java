package fm.raido.protection.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {
  private final Looks looks = Looks.withDefaults();

  @Test
  void saysWhatIsMissingAndForHowLongItMustLast() {
    PressureState state = looks.ioForMillis(400, now -> 35);

    Standing io = Standing.judged(Signal.IO_FULL, state, PressureThresholds.defaults());
    assertThat(io.value()).isEqualTo(35);
    assertThat(io.level()).isEqualTo(PressureLevel.NORMAL);
    assertThat(io.warning().missing(35)).isEqualTo(25);
    assertThat(io.critical().missing(35)).isEqualTo(45);
    assertThat(io.warning().left()).contains(Duration.ofSeconds(2));
    assertThat(io.warning().inForce()).isFalse();
  }

  @Test
  void countsTheTimeThatAValueHasHeld() {
    PressureState state = looks.ioForMillis(1_000, now -> 65);

    Standing.Step warning =
        Standing.judged(Signal.IO_FULL, state, PressureThresholds.defaults()).warning();
    assertThat(warning.missing(65)).isZero();
    assertThat(warning.held()).isEqualTo(Duration.ofMillis(1_200));
    assertThat(warning.left()).contains(Duration.ofMillis(800));
  }

  @Test
  void aCriticalSignalIsAtBothLevels() {
    PressureState state = looks.ioForMillis(1_000, now -> 95);

    Standing io = Standing.judged(Signal.IO_FULL, state, PressureThresholds.defaults());
    assertThat(io.warning().inForce()).isTrue();
    assertThat(io.critical().inForce()).isTrue();
    assertThat(io.critical().left()).isEmpty();
  }

  @Test
  void useIsCountedInChecks() {
    PressureState state = looks.cpuForSeconds(20, 97);

    Standing cpu = Standing.at(Signal.CPU, 96.0, state, PressureThresholds.defaults());
    assertThat(cpu.value()).isEqualTo(96);
    assertThat(cpu.critical().checks()).isEqualTo(5);
    assertThat(cpu.warning().checks()).isEqualTo(3);
    assertThat(cpu.critical().held()).isEqualTo(Duration.ofSeconds(20));
    assertThat(cpu.critical().left()).contains(Duration.ofSeconds(30));
  }

  @Test
  void whatWasNeverReadHasNoValue() {
    PressureState state = PressureState.start(looks.state().at());

    for (Signal signal : Signal.values()) {
      assertThat(Standing.judged(signal, state, PressureThresholds.defaults()).value()).isNull();
    }
  }

  @Test
  void everyRuleHasASourceAndTheSettingsAreNamed() {
    PressureThresholds perCore =
        PressureThresholds.from(Settings.of(Map.of("LOAD_PER_CORE", "true")));

    assertThat(perCore.source(Signal.LOAD))
        .isEqualTo("settings LOAD_WARN, LOAD_CRITICAL, for one core");
    assertThat(PressureThresholds.defaults().source(Signal.LOAD))
        .isEqualTo("settings LOAD_WARN, LOAD_CRITICAL");
    assertThat(perCore.source(Signal.CPU)).isEqualTo("settings CPU_WARN, CPU_CRITICAL");
    assertThat(perCore.source(Signal.IO_FULL)).startsWith("built in: ");
  }
}
