package fm.raido.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock, in UTC, that stands still until it is moved. Safe for use by any thread. */
public final class ManualTime extends Clock {
  private final AtomicReference<Instant> now;

  public ManualTime(Instant start) {
    now = new AtomicReference<>(start);
  }

  /** A clock at noon of 1 November 2026. */
  public static ManualTime atNoon() {
    return new ManualTime(Instant.parse("2026-11-01T12:00:00Z"));
  }

  /** Moves it, back too where the duration is negative; returns where it stands then. */
  public Instant advance(Duration by) {
    return now.updateAndGet(instant -> instant.plus(by));
  }

  /** Sets it. */
  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Refused: two clocks that show one time in two zones would have to be moved together. */
  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("manual time is UTC");
  }
}
