package fm.raido.protection.pressure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plays looks at a host to the level code and keeps every state. */
final class Looks {
  static final Instant START = Instant.parse("2026-11-01T20:00:00Z");

  private final PressureThresholds thresholds;
  private final List<PressureState> states = new ArrayList<>();
  private PressureState state = PressureState.start(START);

  Looks(PressureThresholds thresholds) {
    this.thresholds = thresholds;
  }

  static Looks withDefaults() {
    return new Looks(PressureThresholds.defaults());
  }

  static Readings use(
      Instant at, @Nullable Double cpu, @Nullable Double memory, @Nullable Double load) {
    return new Readings(at, cpu, memory, load, 2, null, 0.0, 0.0, 0.0, 0.0, null);
  }

  static Readings stall(
      Instant at, double cpuSome, double memoryFull, double ioFull, double runnable) {
    return new Readings(at, 50.0, 50.0, 1.0, 2, runnable, cpuSome, memoryFull, ioFull, null, 8.0);
  }

  static Readings ioStall(Instant at, double ioFull, @Nullable Double blocked) {
    return new Readings(at, 50.0, 50.0, 1.0, 2, 1.0, 0.0, 0.0, ioFull, null, blocked);
  }

  PressureState look(Readings readings) {
    state = PressureLevels.next(state, readings, thresholds);
    states.add(state);
    return state;
  }

  /** One look a second with that use of CPU, for so many seconds, from the next second on. */
  PressureState cpuForSeconds(int seconds, double percent) {
    for (int i = 0; i < seconds; i++) {
      look(use(state.at().plusSeconds(1), percent, 50.0, 1.0));
    }
    return state;
  }

  /** Looks at 20 Hz; {@code ioFull} is the window's value after so many milliseconds. */
  PressureState ioForMillis(int millis, DoubleUnaryOperator ioFull) {
    for (int passed = 50; passed <= millis; passed += 50) {
      look(stall(state.at().plusMillis(50), 0, 0, ioFull.applyAsDouble(passed), 1));
    }
    return state;
  }

  PressureState cpuSomeForMillis(int millis, DoubleUnaryOperator cpuSome, double runnable) {
    for (int passed = 50; passed <= millis; passed += 50) {
      look(stall(state.at().plusMillis(50), cpuSome.applyAsDouble(passed), 0, 0, runnable));
    }
    return state;
  }

  PressureState quietFor(Duration duration) {
    for (long passed = 250; passed <= duration.toMillis(); passed += 250) {
      look(stall(state.at().plusMillis(250), 0, 0, 0, 1));
    }
    return state;
  }

  PressureState state() {
    return state;
  }

  List<PressureState> states() {
    return states;
  }

  /** The value of a 250 ms window when a resource stalled in full from 0 to {@code burst} ms. */
  static DoubleUnaryOperator burst(int burst) {
    return now -> {
      double from = Math.max(0, now - 250);
      return Math.clamp((Math.min(now, burst) - from) / 2.5, 0, 100);
    };
  }
}
