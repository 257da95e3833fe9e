package fm.raido.controlroom.replay;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long Kafka has taken nothing, so that a run gives up at some time. For one thread.
 *
 * <pre>
 * calm     --failed--> trouble since now
 * trouble  --failed, within {@link #APART} of the last failure--> trouble; over {@link #PATIENCE} old: given up
 *          --failed, later than that--> trouble since now: nothing was tried in between
 *          --something went well--> calm
 * </pre>
 */
final class Trouble {
  /** Brokers that fail over take seconds, a whole cluster's restart takes a minute. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Two failures that lie further apart do not belong together; one try takes half of it. */
  static final Duration APART = Duration.ofSeconds(75);

  private final Supplier<Duration> time;
  private @Nullable Duration since;
  private Duration last = Duration.ZERO;

  /**
   * @param time what has passed since some moment
   */
  Trouble(Supplier<Duration> time) {
    this.time = time;
  }

  /** Something has failed; returns whether it is time to give up. */
  boolean failed() {
    Duration now = time.get();
    Duration begun = since;
    if (begun == null || now.minus(last).compareTo(APART) > 0) {
      begun = now;
      since = begun;
    }
    last = now;
    return now.minus(begun).compareTo(PATIENCE) > 0;
  }

  /** Something went well. */
  void over() {
    since = null;
  }

  boolean isOn() {
    return since != null;
  }
}
