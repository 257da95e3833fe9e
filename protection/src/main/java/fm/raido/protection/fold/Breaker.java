package fm.raido.protection.fold;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The breaker of the whole cluster at one moment. */
public sealed interface Breaker {

  /**
   * Speech flows.
   *
   * @param failures times of the consecutive host failures so far, oldest first, none older than an
   *     hour
   * @param rampSince when the ramp began, where one is still under way
   */
  record Closed(List<Instant> failures, Optional<Instant> rampSince) implements Breaker {
    public Closed {
      failures = List.copyOf(failures);
    }
  }

  /** Nothing is asked of the host. */
  record Open(Instant since, Instant until) implements Breaker {}

  /**
   * One probe at a time.
   *
   * @param since when the open time ended
   * @param probe the probe on its way, if any
   */
  record HalfOpen(Instant since, Optional<Lease> probe) implements Breaker {}
}
