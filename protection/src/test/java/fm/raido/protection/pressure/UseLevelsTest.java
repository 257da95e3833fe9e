package fm.raido.protection.pressure;

import static fm.raido.protection.pressure.Looks.use;
import static fm.raido.schemas.protection.PressureLevel.CRITICAL;
import static fm.raido.schemas.protection.PressureLevel.NORMAL;
import static fm.raido.schemas.protection.PressureLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UseLevelsTest {
  private final Looks looks = Looks.withDefaults();

  @Test
  void fullUseOfCpuIsAWarningAfterThreeChecksAndCriticalAfterFive() {
    assertThat(looks.cpuForSeconds(29, 100).level()).isEqualTo(NORMAL);
    assertThat(looks.cpuForSeconds(1, 100).level()).isEqualTo(WARNING);
    assertThat(looks.cpuForSeconds(19, 100).level()).isEqualTo(WARNING);
    PressureState critical = looks.cpuForSeconds(1, 100);
    assertThat(critical.level()).isEqualTo(CRITICAL);
    assertThat(critical.reason()).isEqualTo("cpu use 100 % for 50 s");
  }

  @Test
  void aRestInOneCheckBeginsTheRowAnew() {
    looks.cpuForSeconds(40, 100);
    looks.cpuForSeconds(10, 60);
    assertThat(looks.cpuForSeconds(49, 100).level()).isEqualTo(WARNING);
    assertThat(looks.cpuForSeconds(1, 100).level()).isEqualTo(CRITICAL);
  }

  @Test
  void speakingForNineSecondsInTenIsWorkAndNeverCritical() {
    for (int i = 0; i < 60; i++) {
      looks.cpuForSeconds(9, 100);
      looks.cpuForSeconds(1, 5);
    }
    assertThat(looks.states()).extracting(PressureState::level).doesNotContain(CRITICAL);
  }

  @Test
  void missingChecksNeitherCompleteNorBreakTheRow() {
    looks.cpuForSeconds(40, 100);
    for (int i = 0; i < 30; i++) {
      looks.look(use(looks.state().at().plusSeconds(1), null, 50.0, 1.0));
    }
    assertThat(looks.state().level()).isEqualTo(WARNING);
    assertThat(looks.cpuForSeconds(9, 100).level()).isEqualTo(WARNING);
    assertThat(looks.cpuForSeconds(1, 100).level()).isEqualTo(CRITICAL);
  }

  @Test
  void aLevelIsLeftOnlyBelowItsLowerThreshold() {
    looks.cpuForSeconds(50, 100);
    assertThat(looks.cpuForSeconds(120, 90).level()).isEqualTo(CRITICAL);
    assertThat(looks.state().reason()).isEqualTo("cpu use 90 %, not yet below 85.5 for 30 s");
    assertThat(looks.cpuForSeconds(29, 80).level()).isEqualTo(CRITICAL);
    assertThat(looks.cpuForSeconds(1, 80).level()).isEqualTo(WARNING);
    assertThat(looks.cpuForSeconds(120, 73).level()).isEqualTo(WARNING);
    assertThat(looks.cpuForSeconds(30, 71).level()).isEqualTo(NORMAL);
    assertThat(looks.state().reason()).isEqualTo("all readings below their warning levels");
  }

  @Test
  void aCriticalSignalThatCannotBeReadAnyMoreEndsAfterAMinuteAndIsNamed() {
    looks.cpuForSeconds(50, 100);
    Instant last = looks.state().at();
    for (int i = 1; i < 60; i++) {
      assertThat(looks.look(use(last.plusSeconds(i), null, 50.0, 1.0)).level()).isEqualTo(CRITICAL);
    }
    PressureState after = looks.look(use(last.plusSeconds(60), null, 50.0, 1.0));
    assertThat(after.level()).isEqualTo(NORMAL);
    assertThat(after.reason())
        .isEqualTo("all readings below their warning levels; not known: cpu use");
  }

  @Test
  void loadCountsForOneCoreWhereTheSettingSaysSo() {
    Settings perCore = Settings.of(Map.of("LOAD_PER_CORE", "true"));
    Looks eightOnTwo = new Looks(PressureThresholds.from(perCore));
    Looks absolute = Looks.withDefaults();
    for (int i = 1; i <= 60; i++) {
      eightOnTwo.look(use(Looks.START.plusSeconds(i), 10.0, 50.0, 8.0));
      absolute.look(use(Looks.START.plusSeconds(i), 10.0, 50.0, 12.0));
    }
    assertThat(eightOnTwo.state().level()).isEqualTo(NORMAL);
    assertThat(absolute.state().level()).isEqualTo(CRITICAL);
    assertThat(absolute.state().cause()).isEqualTo(Signal.LOAD);
  }

  @Test
  void aWarningAboveItsCriticalValueIsAWrongSetting() {
    Settings crossed = Settings.of(Map.of("CPU_WARN", "96"));
    assertThatThrownBy(() -> PressureThresholds.from(crossed))
        .isInstanceOf(WrongSetting.class)
        .hasMessage("CPU_WARN is \"96.0\": must be at most CPU_CRITICAL (95.0)");
  }
}
