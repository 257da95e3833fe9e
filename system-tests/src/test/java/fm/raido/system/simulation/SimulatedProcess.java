package fm.raido.system.simulation;

import java.util.ArrayList;
import java.util.List;

/** A process that can be stopped, go on, and die; what its threads do waits while it is stopped. */
final class SimulatedProcess {
  private final Timeline timeline;
  private final List<Runnable> held = new ArrayList<>();
  private boolean alive = true;
  private boolean stopped;
  private long wentOnAt;

  SimulatedProcess(Timeline timeline) {
    this.timeline = timeline;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isStopped() {
    return stopped;
  }

  /** It lives and is not stopped. */
  boolean isRunning() {
    return alive && !stopped;
  }

  /** When it was stopped no longer; 0 where it never was stopped. */
  long wentOnAt() {
    return wentOnAt;
  }

  /** One of its threads does it after so long. */
  void in(long millis, Runnable what) {
    timeline.in(millis, () -> run(what));
  }

  void run(Runnable what) {
    if (alive && stopped) {
      held.add(what);
    } else if (alive) {
      what.run();
    }
  }

  void die() {
    alive = false;
    held.clear();
  }

  void stop() {
    stopped = true;
  }

  /** What fell due meanwhile is done bit by bit, in its order. */
  void goOn(Dice dice) {
    stopped = false;
    wentOnAt = timeline.now();
    long at = 0;
    for (Runnable what : List.copyOf(held)) {
      at += dice.chance(0.3) ? dice.upTo(3) : 0;
      in(at, what);
    }
    held.clear();
  }
}
