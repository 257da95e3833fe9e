package fm.raido.agent;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureLevels;
import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Has one look after the other judged. The levels see a clock that cannot be set; the wall's time
 * only goes into what is published. For one thread.
 */
final class Judge {
  /** Use comes once a second; what is older than three of them is not told as that of now. */
  private static final long USE_NANOS = Duration.ofSeconds(3).toNanos();

  private final ReadingSource source;
  private final PressureThresholds thresholds;
  private final Clock clock;
  private final Refusals refusals = new Refusals();
  private final Instant base;
  private final long baseNanos = System.nanoTime();
  private PressureState state;
  private Readings latest;
  private long useNanos = baseNanos;

  Judge(ReadingSource source, PressureThresholds thresholds, Clock clock) {
    this.source = source;
    this.thresholds = thresholds;
    this.clock = clock;
    base = clock.instant();
    state = PressureState.start(base);
    latest = Readings.nothing(base);
  }

  /** When a moment of {@link System#nanoTime()} is, on the levels' clock. */
  Instant at(long nanos) {
    return base.plusNanos(nanos - baseNanos);
  }

  /**
   * What a look amounts to.
   *
   * @param nanos when it was taken
   */
  Pulse judged(Readings look, long nanos) {
    state = PressureLevels.next(state, look, thresholds);
    if (look.cpuPercent() != null || look.memoryPercent() != null || look.load1() != null) {
      useNanos = nanos;
    }
    latest = nanos - useNanos > USE_NANOS ? look : Pulse.merged(latest, look);
    return new Pulse(
        state,
        latest,
        refusals.lately(state, nanos),
        source.scope(),
        source.rehearsal(),
        clock.instant(),
        nanos);
  }

  PressureThresholds thresholds() {
    return thresholds;
  }

  /** Looks of which something was refused; may be asked by any thread. */
  long refusedLooks() {
    return refusals.count();
  }
}
