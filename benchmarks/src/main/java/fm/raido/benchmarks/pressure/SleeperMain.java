package fm.raido.benchmarks.pressure;

import java.util.concurrent.locks.LockSupport;

/** A JVM that does nothing, as often as the agent looks. */
public final class SleeperMain {
  private static final long INTERVAL_NANOS = 50_000_000;

  private SleeperMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }
}
