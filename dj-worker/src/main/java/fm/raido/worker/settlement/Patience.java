package fm.raido.worker.settlement;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How long the settler's producer waits for one answer: short, because each of three brokers may be
 * the silent one, and longer after each time-out, because brokers that are slow and not silent
 * begin the same append anew at each repetition, and would never be waited for.
 *
 * <pre>
 * time-out                        => twice as long, at most 5 s or the first, whichever is more
 * a commit in less than the first => the first
 * </pre>
 */
final class Patience {
  private static final Duration GROWN = Duration.ofSeconds(5);

  private final Duration first;
  private final Duration most;
  private Duration now;

  /**
   * @param wanted what to begin with
   * @param limit what it may never be more than
   */
  Patience(Duration wanted, Duration limit) {
    this.first = min(wanted, limit);
    this.most = min(first.compareTo(GROWN) > 0 ? first : GROWN, limit);
    this.now = first;
  }

  /** For the next producer. */
  Duration now() {
    return now;
  }

  /** What failed so may have failed for want of it. */
  void failed(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        now = min(now.multipliedBy(2), most);
        return;
      }
    }
  }

  /**
   * A whole transaction took so long.
   *
   * @return whether a producer that waits for less will do from now on
   */
  boolean committedIn(Duration took) {
    boolean grown = now.compareTo(first) > 0 && took.compareTo(first) < 0;
    if (grown) {
      now = first;
    }
    return grown;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
