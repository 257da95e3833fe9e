package fm.raido.testkit.promise;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.testkit.promise.Grant.Phase;
import java.util.ArrayList;
import java.util.List;

/** The shared breaker as the promises put it. */
final class PlainBreaker {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private final List<Long> failures = new ArrayList<>();
  private Phase state = Phase.CLOSED;
  private long openUntil = Long.MIN_VALUE;
  private long probedAt = Long.MIN_VALUE;
  private long rampFrom = Long.MIN_VALUE;
  private int era;

  Phase phase() {
    return state;
  }

  int era() {
    return era;
  }

  long rampFrom() {
    return state == Phase.CLOSED ? rampFrom : Long.MIN_VALUE;
  }

  boolean isClosed() {
    return state == Phase.CLOSED;
  }

  boolean isOpenAt(long time) {
    return state == Phase.OPEN && time <= openUntil;
  }

  void at(long now) {
    failures.removeIf(at -> now > at + HOUR);
    if (state == Phase.OPEN && now > openUntil) {
      become(Phase.HALF_OPEN);
      probedAt = openUntil;
    }
    if (state == Phase.HALF_OPEN && now >= probedAt + DAY) {
      become(Phase.CLOSED);
      rampFrom = probedAt + DAY;
    }
  }

  boolean hasRoom(int inFlight, FoldSettings rules) {
    return failures.isEmpty() || failures.size() + inFlight < rules.breakerFailures();
  }

  /** A probe that is granted while it is closed means that somebody knows better. */
  void probed(long now) {
    if (state == Phase.CLOSED) {
      become(Phase.HALF_OPEN);
    }
    probedAt = now;
  }

  void ended(CallResult result, long now, FoldSettings rules, boolean ramping) {
    if (result.isHostSuccess()) {
      failures.clear();
      if (state == Phase.HALF_OPEN) {
        become(Phase.CLOSED);
        rampFrom = now;
      }
    } else if (result.isHostFailure()) {
      failures.add(now);
      if (state == Phase.HALF_OPEN || ramping || failures.size() >= rules.breakerFailures()) {
        become(Phase.OPEN);
        openUntil = now + rules.breakerOpen().toMillis();
      }
    }
  }

  private void become(Phase next) {
    failures.clear();
    state = next;
    era++;
  }

  @Override
  public String toString() {
    return "breaker " + state + " with " + failures.size() + " failures";
  }
}
