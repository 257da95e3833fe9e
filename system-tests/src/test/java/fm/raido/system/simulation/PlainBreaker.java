package fm.raido.system.simulation;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import java.util.ArrayList;
import java.util.List;

/** The shared breaker as the promises put it, for the ledger of the log. */
final class PlainBreaker {
  private static final long HOUR = 3_600_000;

  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final List<Long> failures = new ArrayList<>();
  private State state = State.CLOSED;
  private long openUntil = Long.MIN_VALUE;
  private long rampFrom = Long.MIN_VALUE;
  private int era;

  int era() {
    return era;
  }

  long rampFrom() {
    return state == State.CLOSED ? rampFrom : Long.MIN_VALUE;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  boolean isOpenAt(long time) {
    return state == State.OPEN && time <= openUntil;
  }

  void at(long now) {
    failures.removeIf(at -> now > at + HOUR);
    if (state == State.OPEN && now > openUntil) {
      become(State.HALF_OPEN);
    }
  }

  boolean hasRoom(int inFlight, FoldSettings rules) {
    return failures.isEmpty() || failures.size() + inFlight < rules.breakerFailures();
  }

  /** A probe that is granted while it is closed means that somebody knows better. */
  void probed() {
    if (state == State.CLOSED) {
      become(State.HALF_OPEN);
    }
  }

  void ended(CallResult result, long now, FoldSettings rules, boolean ramping) {
    if (result.isHostSuccess()) {
      failures.clear();
      if (state == State.HALF_OPEN) {
        become(State.CLOSED);
        rampFrom = now;
      }
    } else if (result.isHostFailure()) {
      failures.add(now);
      if (state == State.HALF_OPEN || ramping || failures.size() >= rules.breakerFailures()) {
        become(State.OPEN);
        openUntil = now + rules.breakerOpen().toMillis();
      }
    }
  }

  private void become(State next) {
    failures.clear();
    state = next;
    era++;
  }

  @Override
  public String toString() {
    return "breaker " + state + " with " + failures.size() + " failures";
  }
}
