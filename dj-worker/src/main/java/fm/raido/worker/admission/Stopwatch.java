package fm.raido.worker.admission;

import java.time.Duration;

/**
 * Measures what passes on this machine. A port, so that a test or simulation brings its own time.
 */
public interface Stopwatch {

  /** A moment on both of the machine's clocks. */
  record Moment(long nanos, long millis) {}

  Moment moment();

  /**
   * What has passed since, by the larger of the two clocks' differences: the monotonic one stands
   * still while the machine is suspended, the other can be set.
   */
  default Duration since(Moment start) {
    Moment now = moment();
    Duration monotonic = Duration.ofNanos(now.nanos() - start.nanos());
    Duration wall = Duration.ofMillis(now.millis() - start.millis());
    return monotonic.compareTo(wall) >= 0 ? monotonic : wall;
  }

  /** What has passed since by the monotonic clock alone, which nobody can set. */
  default Duration monotonicSince(Moment start) {
    return Duration.ofNanos(moment().nanos() - start.nanos());
  }

  /** This machine's clocks. */
  static Stopwatch system() {
    return () -> new Moment(System.nanoTime(), System.currentTimeMillis());
  }
}
