package fm.raido.traces;

import java.util.OptionalLong;

/**
 * Counts the spans that are on their way, so that there are never more than a bound, and those that
 * were lost, so that somebody hears of it at most once a minute. Safe for use by any thread.
 *
 * <pre>
 *   taken = handed on + lost + on their way
 * </pre>
 */
final class SpanCounts {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final int most;
  private int onTheirWay;
  private long lostUntold;
  private boolean told;
  private long toldAt;

  /**
   * @param most on their way at one time
   */
  SpanCounts(int most) {
    this.most = most;
  }

  /** Whether there is room for one more; it is on its way then, else it is lost. */
  synchronized boolean admit() {
    if (onTheirWay >= most) {
      lostUntold++;
      return false;
    }
    onTheirWay++;
    return true;
  }

  /** So many came to their end. */
  synchronized void ended(int spans, boolean handedOn) {
    onTheirWay -= spans;
    lostUntold += handedOn ? 0 : spans;
  }

  /** Those that are lost and were not told, where it is time to tell; they count as told then. */
  synchronized OptionalLong toTell(long nanos) {
    if (lostUntold == 0 || (told && nanos - toldAt < MINUTE_NANOS)) {
      return OptionalLong.empty();
    }
    told = true;
    toldAt = nanos;
    return rest();
  }

  /** Those that were not told yet, at the end. */
  synchronized OptionalLong rest() {
    OptionalLong lost = lostUntold == 0 ? OptionalLong.empty() : OptionalLong.of(lostUntold);
    lostUntold = 0;
    return lost;
  }

  /** What is on its way counts as lost. */
  synchronized void giveUp() {
    lostUntold += onTheirWay;
    onTheirWay = 0;
  }
}
