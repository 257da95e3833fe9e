package fm.raido.controlroom.http;

import fm.raido.controlroom.room.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a stream tells of the timeline: nothing while the topics are still being read, for what is
 * not read yet would look as if it had not happened; then all of it; then its last minutes where
 * they have changed. For one thread.
 */
final class TimelineTeller {
  /** The last minutes are told again at most so often. */
  static final long APART_NANOS = Duration.ofSeconds(2).toNanos();

  private final IntFunction<Timeline> hours;
  private final Function<Instant, Timeline> since;
  private @Nullable Timeline told;
  private long toldAt;

  /**
   * @param hours the timeline of so many hours
   * @param since the timeline from a minute on
   */
  TimelineTeller(IntFunction<Timeline> hours, Function<Instant, Timeline> since) {
    this.hours = hours;
    this.since = since;
  }

  /**
   * What to tell now, if anything.
   *
   * @param loaded whether the topics have been read; a log that was made anew is read anew
   */
  Optional<Timeline> next(boolean loaded, long nanoTime) {
    if (!loaded) {
      told = null;
      return Optional.empty();
    }
    Timeline before = told;
    if (before != null && nanoTime - toldAt < APART_NANOS) {
      return Optional.empty();
    }
    Timeline now =
        before == null
            ? hours.apply(Timeline.HOURS_MAX)
            : since.apply(before.to().truncatedTo(ChronoUnit.MINUTES));
    toldAt = nanoTime;
    if (before != null && now.isSameAs(before)) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(now);
  }
}
