package fm.raido.protection.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The breaker of the whole cluster as an immutable value.
 *
 * <pre>
 * Closed:   a failure: limit reached, or a ramp is under way => Open
 *           a probe is asked for and nothing has been proved for a day => HalfOpen
 * Open:     its time has passed => HalfOpen
 * HalfOpen: the probe succeeds => Closed, with the ramp
 *           the probe fails => Open
 *           nobody probes for 24 h => Closed, with the ramp
 * </pre>
 *
 * Its era grows at each transition; a call's end speaks of the host only in the era of its grant.
 */
sealed interface Circuit {
  /** Failures older than this are forgotten. */
  Duration FAILURE_MEMORY = Duration.ofHours(1);

  /** Half-open and unprobed for so long counts as closed; so long a success proves something. */
  Duration UNPROBED = Duration.ofHours(24);

  /** Before the first record. */
  Circuit START = new Closed(0, List.of(), Optional.empty(), Optional.empty());

  long era();

  /** What time alone has made of it. */
  Circuit at(Instant now);

  /** When time alone changes it next. */
  Optional<Instant> nextChange();

  /**
   * Speech flows.
   *
   * @param failures times of the consecutive host failures, oldest first
   * @param rampFrom when it closed after having been open
   * @param provenAt when the host last proved in this state that it works
   */
  record Closed(
      long era, List<Instant> failures, Optional<Instant> rampFrom, Optional<Instant> provenAt)
      implements Circuit {

    @Override
    public Closed at(Instant now) {
      if (failures.isEmpty() || !now.isAfter(failures.getFirst().plus(FAILURE_MEMORY))) {
        return this;
      }
      return with(
          failures.stream().filter(at -> !now.isAfter(at.plus(FAILURE_MEMORY))).toList(), provenAt);
    }

    @Override
    public Optional<Instant> nextChange() {
      return failures.isEmpty()
          ? Optional.empty()
          : Optional.of(failures.getFirst().plus(FAILURE_MEMORY).plus(Horizon.TICK));
    }

    Closed succeeded(Instant now) {
      return with(List.of(), Optional.of(now));
    }

    /** Counts a failure; in a ramp the first one opens again. */
    Circuit failed(Instant now, int limit, boolean ramping, Duration openTime) {
      List<Instant> more = Stream.concat(failures.stream(), Stream.of(now)).toList();
      if (more.size() >= limit) {
        return open(now, openTime, more.size() + " failed calls in a row");
      }
      return ramping ? open(now, openTime, "a call failed during the ramp") : with(more, provenAt);
    }

    /**
     * Whether a worker that asks for a probe is believed to know better. A breaker that opened
     * before the retained log begins is known only to those who have read that part; a replica that
     * starts later learns it from the first probe.
     */
    boolean believesProbe(Instant now) {
      return provenAt.filter(at -> now.isBefore(at.plus(UNPROBED))).isEmpty();
    }

    HalfOpen probed(Instant now) {
      return new HalfOpen(era + 1, now, now);
    }

    /** How many more calls may be on their way at once; without a failure there is no limit. */
    int room(int limit, int inFlight) {
      return failures.isEmpty()
          ? Integer.MAX_VALUE
          : Math.max(0, limit - failures.size() - inFlight);
    }

    private Closed with(List<Instant> failuresNow, Optional<Instant> provenNow) {
      return new Closed(era, failuresNow, rampFrom, provenNow);
    }

    private Open open(Instant now, Duration openTime, String why) {
      return new Open(era + 1, now, now.plus(openTime), why);
    }
  }

  /** Nothing is asked of the host up to and including {@code until}. */
  record Open(long era, Instant since, Instant until, String why) implements Circuit {

    @Override
    public Circuit at(Instant now) {
      return now.isAfter(until) ? new HalfOpen(era + 1, until, until).at(now) : this;
    }

    @Override
    public Optional<Instant> nextChange() {
      return Optional.of(until.plus(Horizon.TICK));
    }
  }

  /**
   * One probe at a time; which one, the leases know.
   *
   * @param since when the open time ended
   * @param probedAt when the last probe was granted; {@code since} before the first
   */
  record HalfOpen(long era, Instant since, Instant probedAt) implements Circuit {

    @Override
    public Circuit at(Instant now) {
      return now.isBefore(lapsesAt())
          ? this
          : new Closed(era + 1, List.of(), Optional.of(lapsesAt()), Optional.empty());
    }

    @Override
    public Optional<Instant> nextChange() {
      return Optional.of(lapsesAt());
    }

    Instant lapsesAt() {
      return probedAt.plus(UNPROBED);
    }

    HalfOpen probed(Instant now) {
      return new HalfOpen(era, since, now);
    }

    Closed succeeded(Instant now) {
      return new Closed(era + 1, List.of(), Optional.of(now), Optional.of(now));
    }

    Open failed(Instant now, Duration openTime) {
      return new Open(era + 1, now, now.plus(openTime), "the probe failed");
    }
  }
}
