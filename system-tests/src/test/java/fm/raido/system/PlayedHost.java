package fm.raido.system;

import fm.raido.agent.ReadingSource;
import fm.raido.protection.pressure.Readings;
import java.time.Instant;

/** A host whose memory a test lets stall. */
final class PlayedHost implements ReadingSource {
  private volatile double memoryFull;

  void stallMemory(double percent) {
    memoryFull = percent;
  }

  @Override
  public boolean sample(long nowNanos) {
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
  public void close() {}
}
