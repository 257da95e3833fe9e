package fm.raido.system.simulation;

import java.util.PriorityQueue;

/** Invented time: what is due is done in the order of its time, and of its planning where equal. */
final class Timeline {
  /** 2026-01-01T00:00:00Z in milliseconds. */
  static final long START = 1_767_225_600_000L;

  private final PriorityQueue<Due> dues = new PriorityQueue<>();
  private long now = START;
  private long number;
  private long steps;

  private record Due(long at, long number, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }
  }

  /** Milliseconds since the epoch. */
  long now() {
    return now;
  }

  long steps() {
    return steps;
  }

  void at(long millis, Runnable what) {
    dues.add(new Due(Math.max(millis, now), number++, what));
  }

  void in(long millis, Runnable what) {
    at(now + millis, what);
  }

  /** Does what is due next; false where nothing is, or it lies after that time. */
  boolean step(long until) {
    Due due = dues.peek();
    if (due == null || due.at() > until) {
      now = Math.max(now, until);
      return false;
    }
    dues.poll();
    now = due.at();
    steps++;
    due.what().run();
    return true;
  }
}
