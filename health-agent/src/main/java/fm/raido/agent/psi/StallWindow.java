package fm.raido.agent.psi;

/**
 * The share of the last 250 ms in which a resource stalled, from samples of a counter that only
 * grows. Not safe for several threads; makes nothing.
 */
final class StallWindow {
  /** Answer where there are not yet enough samples. */
  static final double MISSING = Double.NaN;

  /** The window. A sample may come a tenth of the sampling interval early. */
  private static final long WINDOW_NANOS = 245_000_000;

  /** Samples kept: at 20 Hz the window needs six, and a few more do when samples come closer. */
  private static final int KEPT = 16;

  /**
   * A counter that has grown by over four times the time that passed is nonsense. A little over the
   * time is not: a starved reader is stopped between its two looks at clock and counter.
   */
  private static final double NONSENSE_PERCENT = 400;

  private final long[] nanos = new long[KEPT];
  private final long[] totals = new long[KEPT];
  private int newest = -1;
  private int count;

  /**
   * A sample. A counter that has gone back (or was not read, negative) begins the window anew.
   *
   * @param now {@link System#nanoTime()}, taken after the counter was read
   * @param totalMicros the counter
   */
  void add(long now, long totalMicros) {
    if (totalMicros < 0) {
      count = 0;
      return;
    }
    if (count > 0 && (totalMicros < totals[newest] || now - nanos[newest] <= 0)) {
      count = 0;
    }
    newest = (newest + 1) % KEPT;
    nanos[newest] = now;
    totals[newest] = totalMicros;
    count = Math.min(count + 1, KEPT);
  }

  /** The share in percent, 0 to 100, or {@link #MISSING}. */
  double percent() {
    for (int back = 1; back < count; back++) {
      int older = Math.floorMod(newest - back, KEPT);
      long elapsed = nanos[newest] - nanos[older];
      if (elapsed >= WINDOW_NANOS) {
        double percent = (totals[newest] - totals[older]) * 100_000.0 / elapsed;
        if (percent > NONSENSE_PERCENT) {
          count = 1;
          return MISSING;
        }
        return Math.min(100, percent);
      }
    }
    return MISSING;
  }
}
