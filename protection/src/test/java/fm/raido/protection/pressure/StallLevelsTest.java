package fm.raido.protection.pressure;

import static fm.raido.protection.pressure.Looks.START;
import static fm.raido.protection.pressure.Looks.burst;
import static fm.raido.protection.pressure.Looks.stall;
import static fm.raido.schemas.protection.PressureLevel.CRITICAL;
import static fm.raido.schemas.protection.PressureLevel.NORMAL;
import static fm.raido.schemas.protection.PressureLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallLevelsTest {
  private final Looks looks = Looks.withDefaults();

  @Test
  void memoryThatStallsEverythingIsCriticalAtTheFirstLook() {
    PressureState state = looks.look(stall(START.plusMillis(50), 0, 41, 0, 1));
    assertThat(state.level()).isEqualTo(CRITICAL);
    assertThat(state.reason()).isEqualTo("memory full stall 41 % for 0.25 s");
  }

  @Test
  void anIoStormIsCriticalWithinHalfASecond() {
    PressureState state = looks.ioForMillis(500, burst(500));
    assertThat(state.level()).isEqualTo(CRITICAL);
    assertThat(state.cause()).isEqualTo(Signal.IO_FULL);
  }

  @Test
  void aStormBesideOneThatRunsIsSeenByWhatSomeTasksWait() {
    Readings storm = io(20, 85, 8);
    assertThat(storm.ioStorm()).isEqualTo(85);
    assertThat(io(20, 85, 4).ioStorm()).as("a night's copies and their journal").isEqualTo(20);
    assertThat(io(95, 100, 3).ioStorm()).as("one that copies, alone").isZero();
    assertThat(io(90, 95, 4).ioStorm()).isEqualTo(90);
  }

  private static Readings io(double full, double some, double blocked) {
    return new Readings(START, null, null, null, 2, null, 0.0, 0.0, full, some, blocked);
  }

  @Test
  void aQuarterOfASecondOfIoIsHarmless() {
    looks.ioForMillis(2_000, burst(250));
    assertThat(looks.states()).extracting(PressureState::level).containsOnly(NORMAL);
  }

  @Test
  void oneSynchronousWriterAloneIsAWarningAtMost() {
    looks.ioForMillis(60_000, passed -> 70);
    assertThat(looks.state().level()).isEqualTo(WARNING);
    assertThat(looks.states()).extracting(PressureState::level).doesNotContain(CRITICAL);
  }

  @Test
  void aForkBombIsCriticalWithinTwoSeconds() {
    assertThat(looks.cpuSomeForMillis(800, burst(10_000), 200).level()).isEqualTo(NORMAL);
    assertThat(looks.cpuSomeForMillis(400, passed -> 100, 200).level()).isEqualTo(CRITICAL);
    assertThat(looks.state().cause()).isEqualTo(Signal.CPU_SOME);
  }

  @Test
  void aCompileBurstOfWaitingForCpuIsHarmless() {
    looks.cpuSomeForMillis(2_000, burst(200), 40);
    looks.cpuSomeForMillis(2_000, burst(900), 40);
    assertThat(looks.states()).extracting(PressureState::level).containsOnly(NORMAL);
  }

  @Test
  void twoWideCallsAtOnceAreWorkHoweverLongTheyLast() {
    looks.cpuSomeForMillis(60_000, passed -> 100, 4.5);
    assertThat(looks.states()).extracting(PressureState::level).containsOnly(NORMAL);
  }

  @Test
  void waitingForCpuCountsInFullWhereTheQueueIsNotKnown() {
    for (int i = 1; i <= 16; i++) {
      looks.look(
          new Readings(
              START.plusMillis(50L * i), null, null, null, 2, null, 95.0, 0.0, 0.0, 0.0, null));
    }
    assertThat(looks.state().level()).isEqualTo(CRITICAL);
  }

  @Test
  void aStarvedReaderIsBelievedBecauseItsWindowsCoverTheTimeBetween() {
    looks.look(stall(START.plusMillis(50), 100, 0, 0, 100));
    assertThat(looks.look(stall(START.plusMillis(1_050), 100, 0, 0, 100)).level())
        .isEqualTo(CRITICAL);
  }

  @Test
  void timeWithoutReadingsIsNotTimeOfWaiting() {
    looks.look(stall(START.plusMillis(50), 100, 0, 0, 100));
    looks.look(Readings.nothing(START.plusMillis(100)));
    assertThat(looks.look(stall(START.plusMillis(1_050), 100, 0, 0, 100)).level())
        .isEqualTo(NORMAL);
  }

  @Test
  void criticalEndsAfterTenSecondsOfCalmAndNotBefore() {
    looks.ioForMillis(1_000, passed -> 90);
    assertThat(looks.quietFor(Duration.ofMillis(9_750)).level()).isEqualTo(CRITICAL);
    assertThat(looks.quietFor(Duration.ofMillis(500)).level()).isEqualTo(NORMAL);
  }

  @Test
  void theReasonStaysWithItsSignalWhileThatIsStillCritical() {
    looks.ioForMillis(1_000, passed -> 90);
    PressureState both = looks.look(stall(looks.state().at().plusMillis(50), 0, 60, 90, 1));
    assertThat(both.cause()).isEqualTo(Signal.IO_FULL);
  }

  @Test
  void aWarningLeftBehindByAStormIsHeldForItsDwell() {
    looks.cpuForSeconds(30, 85);
    looks.cpuForSeconds(14, 50);
    looks.ioForMillis(1_000, passed -> 90);
    looks.cpuForSeconds(11, 50);
    assertThat(looks.state().level()).isEqualTo(WARNING);
    PressureState held = looks.cpuForSeconds(9, 50);
    assertThat(held.signal(Signal.CPU).level()).isEqualTo(NORMAL);
    assertThat(held.level()).isEqualTo(WARNING);
    assertThat(held.reason()).isEqualTo("cpu use 50 %, kept for 10 s");
    assertThat(looks.cpuForSeconds(1, 50).level()).isEqualTo(NORMAL);
  }

  @Test
  void oneTaskOnASlowDiskIsNoStormHoweverLongItTakes() {
    for (int i = 1; i <= 20 * 120; i++) {
      looks.look(Looks.ioStall(START.plusMillis(50L * i), 99, 1.0));
    }
    assertThat(looks.states()).allMatch(state -> state.level() == NORMAL);
  }

  @Test
  void manyTasksOnASlowDiskAreAStormWithinHalfASecond() {
    int looksTaken = 0;
    while (looks.state().level() != CRITICAL && looksTaken < 20) {
      looksTaken++;
      looks.look(Looks.ioStall(START.plusMillis(50L * looksTaken), 99, 8.0));
    }
    // The first look stands for its window of 250 ms, each later one for 50 ms more.
    assertThat(looksTaken).isEqualTo(4);
    assertThat(looks.state().reason()).isEqualTo("io full stall 99 % for 0.4 s");
  }

  @Test
  void aStallOfUnknownManyCountsAsItIs() {
    for (int i = 1; i <= 4; i++) {
      looks.look(Looks.ioStall(START.plusMillis(50L * i), 99, null));
    }
    assertThat(looks.state().level()).isEqualTo(CRITICAL);
  }
}
