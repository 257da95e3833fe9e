package fm.raido.system.simulation;

import fm.raido.system.simulation.Weather.Fault;
import java.util.List;
import java.util.Optional;

/** What happens to workers' processes and machines. */
final class WorkerTroubles {
  private static final long MINUTE = 60_000;

  private final Simulation sim;
  private final Dice dice;
  private int asleep;

  WorkerTroubles(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
  }

  private Optional<SimulatedWorker> anyWorker() {
    List<SimulatedWorker> able =
        sim.workers().stream().filter(worker -> worker.process().isRunning()).toList();
    return able.isEmpty() ? Optional.empty() : Optional.of(dice.pick(able));
  }

  void crash() {
    anyWorker()
        .ifPresent(worker -> {
          die(worker);
          if (dice.chance(0.8)) {
            sim.timeline().in(dice.skewed(50, 10_000), sim::startWorker);
          }
        });
  }

  private void die(SimulatedWorker worker) {
    worker.crash();
    sim.bury(worker);
    long noticed = dice.skewed(1_000, 10_000);
    sim.timeline().in(noticed, () -> sim.group().remove(worker.consumer()));
  }

  void allDie() {
    List.copyOf(sim.workers()).forEach(this::die);
    asleep = 0;
  }

  /** It will not run beside the others, whose store is another one; it is set right. */
  void refused(SimulatedWorker worker, String theirStore) {
    die(worker);
    sim.timeline().in(dice.skewed(100, 10_000), () -> sim.startWorker(theirStore));
  }

  void pause(boolean suspended) {
    stop(suspended, dice.skewed(100, 40_000));
  }

  /** Far beyond its session, and beyond every lease. */
  void sleepLong() {
    stop(dice.chance(0.3), dice.skewed(MINUTE, 20 * MINUTE));
  }

  private void stop(boolean suspended, long time) {
    anyWorker()
        .ifPresent(worker -> {
          sim.trace(() -> worker.name() + " is stopped, clock too: " + suspended);
          worker.process().stop();
          asleep++;
          long since = sim.now();
          long session = dice.between(6_000, 10_000);
          sim.timeline()
              .in(
                  session,
                  () -> {
                    if (worker.process().isStopped() && time >= session) {
                      sim.group().remove(worker.consumer());
                    }
                  });
          sim.timeline().in(time, () -> wake(worker, since, suspended));
        });
  }

  private void wake(SimulatedWorker worker, long since, boolean suspended) {
    if (!worker.process().isAlive()) {
      return;
    }
    asleep--;
    sim.trace(() -> worker.name() + " goes on");
    if (suspended) {
      worker.slept(sim.now() - since);
    }
    worker.process().goOn(dice);
    worker.process().in(dice.skewed(1, 3_000), worker.consumer()::expelled);
  }

  void expel() {
    anyWorker()
        .ifPresent(worker -> {
          sim.trace(() -> worker.name() + " is taken for dead");
          sim.group().remove(worker.consumer());
          worker.process().in(dice.skewed(1, 5_000), worker.consumer()::expelled);
        });
  }

  void stop() {
    anyWorker()
        .ifPresent(worker -> {
          worker.stop();
          sim.timeline().in(dice.between(25_000, 27_000), () -> sim.bury(worker));
          sim.timeline().in(dice.skewed(50, 10_000), sim::startWorker);
        });
  }

  /** Either the machine sleeps or somebody sets its clock back; both at once fool every clock. */
  void moveWallClock() {
    Weather weather = sim.weather();
    boolean sleeps = weather.has(Fault.SUSPEND) || weather.has(Fault.LONG_SLEEP);
    anyWorker().ifPresent(w -> w.moveWallClock(dice.between(sleeps ? 0 : -MINUTE, MINUTE)));
  }

  void cutRoad(long time) {
    anyWorker()
        .ifPresent(worker -> {
          worker.cutRoad(true);
          sim.timeline().in(time, () -> worker.cutRoad(false));
        });
  }

  /** Whether somebody sleeps who will act on what it knew. */
  boolean isOutstanding() {
    return asleep > 0;
  }
}
