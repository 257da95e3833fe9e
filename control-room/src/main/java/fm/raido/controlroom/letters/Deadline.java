package fm.raido.controlroom.letters;

import java.time.Duration;

/** Until when an answer is worth something to whoever asked. Safe for use by any thread. */
public final class Deadline {
  /** None: whoever asked waits as long as it takes. */
  public static final Deadline NONE = in(Duration.ofDays(36_500));

  private final long nanos;
  private final Duration time;

  private Deadline(Duration time) {
    this.time = time;
    this.nanos = System.nanoTime() + time.toNanos();
  }

  /** So long from now. */
  public static Deadline in(Duration time) {
    return new Deadline(time);
  }

  /** What is left, zero where it has passed, and at most so much. */
  public Duration left(Duration most) {
    Duration left = Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    return left.compareTo(most) < 0 ? left : most;
  }

  public boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  /** How long it was at first. */
  public Duration time() {
    return time;
  }
}
