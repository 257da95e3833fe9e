package fm.raido.agent;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the host for a person, in the caller's own thread and for nobody else: the same samples
 * and the same judgement as the agent's, and nothing is published.
 */
public final class OwnLooks implements AutoCloseable {
  private static final long INTERVAL_NANOS = Duration.ofMillis(50).toNanos();

  private final ReadingSource source;
  private final Judge judge;
  private volatile boolean stopped;

  /** Begins now; closes the source in the end. */
  public OwnLooks(ReadingSource source, PressureThresholds thresholds, Clock clock) {
    this.source = source;
    judge = new Judge(source, thresholds, clock);
  }

  /** By which it is judged. */
  public PressureThresholds thresholds() {
    return judge.thresholds();
  }

  /** The limits of the host or container, in words; known after the first look. */
  public String limits() {
    return source.limits();
  }

  /**
   * Takes a sample, and the next one 50 ms after it.
   *
   * @return a judged look where there was something to judge, else null
   */
  public @Nullable Pulse sample() {
    long now = System.nanoTime();
    Pulse pulse = source.sample(now) ? judge.judged(source.look(judge.at(now)), now) : null;
    long pause = now + INTERVAL_NANOS - System.nanoTime();
    if (pause > 0 && !stopped) {
      LockSupport.parkNanos(this, pause);
    }
    return pulse;
  }

  /** From any thread: whoever samples ends soon. */
  public void stop() {
    stopped = true;
  }

  /** Whether somebody wants an end of it. */
  public boolean isStopped() {
    return stopped;
  }

  @Override
  public void close() {
    source.close();
  }
}
