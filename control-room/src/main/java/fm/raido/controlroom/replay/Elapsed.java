package fm.raido.controlroom.replay;

import java.time.Duration;

/**
 * What has passed, by the clock that says more: one stands still while the machine sleeps, the
 * other can be set.
 */
record Elapsed(long nanos, long millis) {
  static Elapsed start() {
    return new Elapsed(System.nanoTime(), System.currentTimeMillis());
  }

  Duration time() {
    Duration monotonic = Duration.ofNanos(System.nanoTime() - nanos);
    Duration wall = Duration.ofMillis(System.currentTimeMillis() - millis);
    return monotonic.compareTo(wall) >= 0 ? monotonic : wall;
  }
}
