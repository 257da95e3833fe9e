package fm.raido.controlroom.runs;

import fm.raido.controlroom.replay.ReplayListener;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.controlroom.replay.ReplayProgress;
import fm.raido.controlroom.replay.ReplayResult;
import fm.raido.controlroom.replay.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on a thread of its own. */
final class BackgroundRun implements ReplayListener {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundRun.class);

  private final ReplayPlan plan;
  private final Clock clock;
  private final Instant startedAt;
  private final StopSignal stop = new StopSignal();
  private final Thread thread;
  private volatile ReplayProgress progress;
  private volatile @Nullable ReplayResult result;
  private volatile @Nullable Instant endedAt;
  private volatile String failure = "";

  /** Does a plan and returns at its end. */
  interface Work {
    ReplayResult run(ReplayPlan plan, ReplayListener listener, StopSignal stop);
  }

  BackgroundRun(Work work, ReplayPlan plan, Clock clock) {
    this.plan = plan;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.progress = new ReplayProgress(plan.run(), ReplayProgress.Stage.READING, "", 0, 0, 0, 0);
    this.thread =
        Thread.ofPlatform().name("raido-run-" + plan.run()).daemon().unstarted(() -> run(work));
  }

  void start() {
    thread.start();
  }

  private void run(Work work) {
    try {
      ReplayResult end = work.run(plan, this, stop);
      result = end;
      progress = end.end();
      failure = end.failure();
    } catch (RuntimeException e) {
      LOG.warn("Run {} could not go on", plan.run(), e);
      failure = e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (Error e) {
      // It ends here, and must not look as if it had come to its end.
      failure = e.toString();
      LOG.error("Run {} broke", plan.run(), e);
      throw e;
    } finally {
      endedAt = clock.instant();
    }
  }

  @Override
  public void progress(ReplayProgress now) {
    progress = now;
  }

  boolean isOver() {
    return endedAt != null;
  }

  void stop() {
    stop.stop();
  }

  /** Waits for its end. */
  void await(Duration atMost) throws InterruptedException {
    thread.join(atMost);
  }

  String id() {
    return plan.run();
  }

  RunView view() {
    ReplayProgress now = progress;
    ReplayResult end = result;
    Map<String, Integer> why = new TreeMap<>();
    if (end != null) {
      end.stayed().forEach((hindrance, count) -> why.put(hindrance.name(), count));
    }
    return new RunView(
        plan.run(),
        plan.action(),
        plan.who(),
        startedAt,
        endedAt,
        isOver() ? ReplayProgress.Stage.ENDED : now.stage(),
        isOver() ? "" : now.waitingFor(),
        now.chosen(),
        now.done(),
        now.stayed(),
        why,
        now.byOthers(),
        now.left(),
        stop.isStopped(),
        failure);
  }
}
