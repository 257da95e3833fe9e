package fm.raido.producer.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits; a port, so that tests need not. */
@FunctionalInterface
interface Pause {
  void of(Duration duration) throws InterruptedException;

  /** Real time. */
  static Pause real() {
    return duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }
}
