package fm.raido.agent;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureLevels;
import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pulses as an agent makes them of looks that a test plays, four a second. */
public final class PlayedPulses {
  public static final Instant START = Instant.parse("2026-11-01T20:00:00Z");
  private static final long LOOK_MILLIS = 250;

  private final PressureThresholds thresholds;
  private PressureState state = PressureState.start(START);
  private Readings latest = Readings.nothing(START);
  private long looks;

  public PlayedPulses(PressureThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** A host of two cores at rest, with that stall of I/O. */
  public Pulse io(@Nullable Double ioFull) {
    return look(12.5, 40.0, 0.5, 0.0, 0.0, ioFull);
  }

  /** So many looks of that stall; the last pulse. */
  public Pulse io(int times, double ioFull) {
    Pulse pulse = io(ioFull);
    for (int i = 1; i < times; i++) {
      pulse = io(ioFull);
    }
    return pulse;
  }

  /** Any look. */
  public Pulse look(
      @Nullable Double cpu,
      @Nullable Double memory,
      @Nullable Double load,
      @Nullable Double cpuSome,
      @Nullable Double memoryFull,
      @Nullable Double ioFull) {
    looks++;
    Instant at = START.plusMillis(looks * LOOK_MILLIS);
    Readings readings =
        new Readings(at, cpu, memory, load, 2, 8.0, cpuSome, memoryFull, ioFull, ioFull, null);
    state = PressureLevels.next(state, readings, thresholds);
    latest = Pulse.merged(latest, readings);
    return new Pulse(
        state,
        latest,
        List.copyOf(state.refused()),
        "host",
        false,
        at,
        looks * LOOK_MILLIS * 1_000_000);
  }
}
