package fm.raido.controlroom.runs;

import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.replay.ReplayPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The runs of this program, one at a time: the newest first, the last 50 are remembered. Safe for
 * use by any thread.
 */
public final class Runs implements AutoCloseable {
  private static final int KEPT = 50;

  /** A run ends between two transactions, each of which takes 3 s at most. */
  private static final Duration STOP = Duration.ofSeconds(4);

  private final ReplayEngine engine;
  private final Clock clock;
  private final Deque<BackgroundRun> runs = new ArrayDeque<>();

  public Runs(ReplayEngine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /** Begins a run; empty where another one goes on. */
  public synchronized Optional<RunView> start(ReplayPlan plan) {
    if (runs.stream().anyMatch(run -> !run.isOver())) {
      return Optional.empty();
    }
    BackgroundRun run = new BackgroundRun(engine::run, plan, clock);
    runs.addFirst(run);
    if (runs.size() > KEPT) {
      runs.removeLast();
    }
    run.start();
    return Optional.of(run.view());
  }

  public synchronized List<RunView> all() {
    return runs.stream().map(BackgroundRun::view).toList();
  }

  public Optional<RunView> find(String id) {
    return run(id).map(BackgroundRun::view);
  }

  /** Tells a run to end; empty where there is none of that id. */
  public Optional<RunView> stop(String id) {
    Optional<BackgroundRun> run = run(id);
    run.ifPresent(BackgroundRun::stop);
    return run.map(BackgroundRun::view);
  }

  private synchronized Optional<BackgroundRun> run(String id) {
    return runs.stream().filter(run -> run.id().equals(id)).findFirst();
  }

  /** Ends the run that goes on; whatever it has not moved stays where it is. */
  @Override
  public void close() {
    List<BackgroundRun> open;
    synchronized (this) {
      open = runs.stream().filter(run -> !run.isOver()).toList();
    }
    open.forEach(BackgroundRun::stop);
    try {
      for (BackgroundRun run : open) {
        run.await(STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
