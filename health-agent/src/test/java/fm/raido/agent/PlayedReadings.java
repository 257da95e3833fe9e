package fm.raido.agent;

import fm.raido.protection.pressure.Readings;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A host whose stalls a test sets. */
final class PlayedReadings implements ReadingSource {
  private final AtomicLong samples = new AtomicLong();
  private volatile double memoryFull;
  private volatile boolean closed;

  void stallMemory(double percent) {
    memoryFull = percent;
  }

  long samples() {
    return samples.get();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public boolean sample(long nowNanos) {
    samples.incrementAndGet();
    return true;
  }

  @Override
  public Readings look(Instant at) {
    return new Readings(at, 12.5, 40.0, 0.5, 2, 1.0, 0.0, memoryFull, 0.0, 0.0, null);
  }

  @Override
  public String scope() {
    return "host";
  }

  @Override
  public void close() {
    closed = true;
  }
}
