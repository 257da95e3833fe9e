package fm.raido.protection.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The way back to the full rate: 10, 20 and 50 % for one step each, then 100 %.
 *
 * @param start when speech was allowed again
 * @param step how long each share lasts; zero means no ramp
 */
public record Ramp(Instant start, Duration step) {
  private static final int[] PERCENT = {10, 20, 50};

  /** Whether the share is still under 100 % at that time. */
  public boolean isUnderWay(Instant now) {
    return now.isBefore(start.plus(step.multipliedBy(PERCENT.length)));
  }

  /** The share of the full rate at that time. */
  public int percent(Instant now) {
    return isUnderWay(now)
        ? PERCENT[(int) (Duration.between(start, now).toNanos() / step.toNanos())]
        : 100;
  }

  void steps(Earliest earliest) {
    for (int n = 1; n <= PERCENT.length; n++) {
      earliest.look(start.plus(step.multipliedBy(n)));
    }
  }

  /** When the share grows. */
  public Stream<Instant> steps() {
    return IntStream.rangeClosed(1, PERCENT.length).mapToObj(n -> start.plus(step.multipliedBy(n)));
  }
}
