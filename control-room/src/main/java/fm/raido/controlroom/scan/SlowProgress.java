package fm.raido.controlroom.scan;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says how far a reading is on standard error, once it has taken longer than a person waits. */
public final class SlowProgress implements ScanProgress {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private long next;

  /** Patience begins now. */
  public SlowProgress(PrintWriter err) {
    this(err, System::nanoTime);
  }

  SlowProgress(PrintWriter err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() + PATIENCE.toNanos();
  }

  @Override
  public void read(long done, long of) {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + EVERY.toNanos();
    err.printf(
        Locale.ROOT,
        "reading the topics: %,d of %,d records (%d %%)%n",
        done,
        of,
        of == 0 ? 100 : done * 100 / of);
    err.flush();
  }
}
