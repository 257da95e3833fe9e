package fm.raido.agent;

import fm.raido.agent.publish.Publisher;
import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureLevels;
import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks: 20 times a second it takes a sample, has it judged, and leaves the answer
 * where the publisher finds it. It waits for nobody.
 */
final class Sampler implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Sampler.class);

  /** 20 Hz: five samples in a window. */
  private static final long INTERVAL_NANOS = 50_000_000;

  private final ReadingSource source;
  private final PressureThresholds thresholds;
  private final Clock clock;
  private final Publisher publisher;
  private final HealthLog healthLog;
  private final Refusals refusals = new Refusals();
  private volatile boolean stopped;
  private volatile long lateSamples;
  private boolean complained;

  Sampler(
      ReadingSource source,
      PressureThresholds thresholds,
      Clock clock,
      Publisher publisher,
      HealthLog healthLog) {
    this.source = source;
    this.thresholds = thresholds;
    this.clock = clock;
    this.publisher = publisher;
    this.healthLog = healthLog;
  }

  @Override
  public void run() {
    // The levels see a clock that cannot be set; the wall's time only goes into what is published.
    Instant base = clock.instant();
    long baseNanos = System.nanoTime();
    PressureState state = PressureState.start(base);
    Readings latest = Readings.nothing(base);
    long next = baseNanos;
    while (!stopped) {
      long now = System.nanoTime();
      if (sample(now)) {
        Readings look = look(base.plusNanos(now - baseNanos));
        state = PressureLevels.next(state, look, thresholds);
        latest = Pulse.merged(latest, look);
        healthLog.say(state);
        publisher.hand(
            new Pulse(
                state,
                latest,
                refusals.lately(state, now),
                source.scope(),
                source.rehearsal(),
                clock.instant(),
                now));
      }
      if (now - next > INTERVAL_NANOS) {
        late();
      }
      next = Math.max(next + INTERVAL_NANOS, now);
      long pause = next - System.nanoTime();
      if (pause > 0) {
        LockSupport.parkNanos(this, pause);
      }
    }
  }

  void stop() {
    stopped = true;
  }

  /** Samples that came over 50 ms after their time, since the start: the host starves the agent. */
  long lateSamples() {
    return lateSamples;
  }

  /** Looks of which something was refused, since the start. */
  long refusedLooks() {
    return refusals.count();
  }

  private void late() {
    // Written by this thread alone.
    long before = lateSamples;
    lateSamples = before + 1;
  }

  private boolean sample(long now) {
    try {
      return source.sample(now);
    } catch (RuntimeException e) {
      complain(e);
      return true;
    }
  }

  private Readings look(Instant at) {
    try {
      return source.look(at);
    } catch (RuntimeException e) {
      complain(e);
      return Readings.nothing(at);
    }
  }

  private void complain(RuntimeException e) {
    if (!complained) {
      complained = true;
      log.error("health: the host cannot be read; that counts as not read", e);
    }
  }
}
