package fm.raido.worker.admission;

import java.time.Instant;

/**
 * Log time: the last record's time plus what has passed since on this machine's monotonic clock. It
 * never runs backwards. For one thread.
 */
public final class LogClock {
  private final Stopwatch stopwatch;
  private Instant lastRecord = Instant.EPOCH;
  private Stopwatch.Moment readAt;
  private Instant latest = Instant.EPOCH;

  public LogClock(Stopwatch stopwatch) {
    this.stopwatch = stopwatch;
    this.readAt = stopwatch.moment();
  }

  /** A record with that time was read just now. */
  public void read(Instant recordTime) {
    if (!recordTime.isBefore(lastRecord)) {
      lastRecord = recordTime;
      readAt = stopwatch.moment();
    }
  }

  /** Log time now; near the epoch before the first record. */
  public Instant now() {
    Instant now = lastRecord.plus(stopwatch.monotonicSince(readAt));
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }
}
