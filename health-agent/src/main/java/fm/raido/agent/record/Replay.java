package fm.raido.agent.record;

import fm.raido.agent.psi.LookRhythm;
import fm.raido.agent.psi.RecordedStalls;
import fm.raido.protection.pressure.PressureLevels;
import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording to the windows and levels that judge a live host, as fast as it can be read.
 */
public final class Replay {
  private Replay() {}

  /** What those thresholds make of it. */
  public static Timeline of(Recording recording, PressureThresholds thresholds) {
    Instant begun = recording.header().begun();
    RecordedStalls stalls = new RecordedStalls();
    LookRhythm rhythm = new LookRhythm();
    PressureState state = PressureState.start(begun);
    List<Timeline.Look> looks = new ArrayList<>();
    for (Sample sample : recording.samples()) {
      long nanos = Math.round(sample.ms() * 1e6);
      stalls.sample(
          nanos,
          sample.cpuSomeMicros(),
          sample.memoryFullMicros(),
          sample.ioFullMicros(),
          sample.ioSomeMicros(),
          sample.running(),
          sample.blocked());
      boolean used = sample.cpuPercent() != null || sample.memoryPercent() != null;
      if (rhythm.isDue(used, stalls.isNotable())) {
        Instant at = begun.plus(Duration.ofNanos(nanos));
        Readings readings = readings(recording.header(), sample, stalls, used, at);
        state = PressureLevels.next(state, readings, thresholds);
        looks.add(new Timeline.Look(sample.ms(), readings, state.level(), state.reason()));
      }
    }
    return new Timeline(looks);
  }

  private static Readings readings(
      RecordingHeader header, Sample sample, RecordedStalls stalls, boolean used, Instant at) {
    return new Readings(
        at,
        sample.cpuPercent(),
        sample.memoryPercent(),
        used ? Double.valueOf(sample.load1()) : null,
        header.cores(),
        known(stalls.runnable()),
        known(stalls.cpuSome()),
        known(stalls.memoryFull()),
        known(stalls.ioFull()),
        known(stalls.ioSome()),
        known(stalls.blocked()));
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
