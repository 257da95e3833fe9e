package fm.raido.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.PlayedPulses;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Signal;
import fm.raido.protection.pressure.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {
  private static final PressureThresholds THRESHOLDS = PressureThresholds.defaults();

  @ParameterizedTest
  @CsvSource({
    "IO_FULL,     , [...........W...C....]",
    "IO_FULL,    0, [...........W...C....]",
    "IO_FULL, 0.01, [#..........W...C....]",
    "IO_FULL, 59.9, [###########W...C....]",
    "IO_FULL,   60, [###########W...C....]",
    "IO_FULL,   99, [###########W###C###.]",
    "IO_FULL,  100, [###########W###C####]",
    "LOAD,       5, [#######W.......C....]",
    "LOAD,     400, [#######W#######C####]",
  })
  void fillsToItsValueAndKeepsTheMarks(Signal signal, @Nullable Double value, String bar) {
    Standing standing =
        Standing.at(signal, value, new PlayedPulses(THRESHOLDS).io(0.0).state(), THRESHOLDS);
    assertThat(Bar.of(standing, signal != Signal.LOAD, 22, Palette.PLAIN)).isEqualTo(bar);
  }
}
