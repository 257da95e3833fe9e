package fm.raido.agent;

import fm.raido.agent.publish.Publisher;
import fm.raido.agent.publish.Pulse;
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
  private final Judge judge;
  private final Publisher publisher;
  private final HealthLog healthLog;
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
    judge = new Judge(source, thresholds, clock);
    this.publisher = publisher;
    this.healthLog = healthLog;
  }

  @Override
  public void run() {
    long next = System.nanoTime();
    while (!stopped) {
      long now = System.nanoTime();
      if (sample(now)) {
        Pulse pulse = judge.judged(look(judge.at(now)), now);
        healthLog.say(pulse.state());
        publisher.hand(pulse);
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
    return judge.refusedLooks();
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
