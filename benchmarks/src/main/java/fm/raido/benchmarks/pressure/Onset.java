package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recording;
import fm.raido.agent.record.Sample;
import java.util.List;
import java.util.OptionalDouble;

/** When a resource began to stall: pure, over a recording. */
final class Onset {
  /** A share of a step of 50 ms that calm does not reach. */
  private static final double SHARE = 0.2;

  private Onset() {}

  /** The end of the first step from there on in which that resource stalled, in milliseconds. */
  static OptionalDouble after(Recording recording, double fromMs, Load.Resource resource) {
    List<Sample> samples = recording.samples();
    for (int i = 1; i < samples.size(); i++) {
      Sample before = samples.get(i - 1);
      Sample now = samples.get(i);
      double stalledMs = (counter(now, resource) - counter(before, resource)) / 1_000.0;
      if (before.ms() >= fromMs && stalledMs >= SHARE * (now.ms() - before.ms())) {
        return OptionalDouble.of(now.ms());
      }
    }
    return OptionalDouble.empty();
  }

  private static long counter(Sample sample, Load.Resource resource) {
    return switch (resource) {
      case CPU -> sample.cpuSomeMicros();
      case MEMORY -> sample.memoryFullMicros();
      case IO -> sample.ioFullMicros();
    };
  }
}
