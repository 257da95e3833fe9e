package fm.raido.system.simulation;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.loop.Effects.LeaveReason;
import fm.raido.worker.loop.Recovered;
import fm.raido.worker.window.RecentIds;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A worker's consumer: in or out of the group, with what it owns and how far it has read. */
final class SimulatedConsumer {
  private static final long FLUSH = 5_000;

  private final Simulation sim;
  private final SimulatedWorker worker;
  private final Dice dice;
  private final Fetching fetching;
  private final Map<Integer, Long> owned = new TreeMap<>();

  /** What its core knows to be its own. */
  private final Set<Integer> known = new TreeSet<>();

  /** What its core knows to be on its way to others. */
  private final Set<Integer> leavingNow = new TreeSet<>();

  private int generation;
  private long incarnations;
  private boolean revoking;
  private boolean wanted;
  private boolean cutOff;
  private boolean stopping;
  private @Nullable Runnable waitingSync;

  SimulatedConsumer(Simulation sim, SimulatedWorker worker, Dice dice) {
    this.sim = sim;
    this.worker = worker;
    this.dice = dice;
    this.fetching = new Fetching(sim, worker, dice);
  }

  int generation() {
    return generation;
  }

  boolean owns(int partition, long incarnation) {
    Long current = owned.get(partition);
    return current != null
        && (current == incarnation || sim.bug() == PlantedBug.SETTLEMENT_WITHOUT_INCARNATION);
  }

  /** Whether it owns these and no others. */
  boolean ownsJust(Set<Integer> partitions) {
    return owned.keySet().equals(partitions);
  }

  /** Whether its core knows that the partition is its own, and stays. */
  boolean mayBeginIn(int partition) {
    return known.contains(partition) && !leavingNow.contains(partition);
  }

  Fetching fetching() {
    return fetching;
  }

  // Membership.

  void join() {
    wanted = true;
    cutOff = false;
    worker.process().in(dice.between(1, 60), this::joinNow);
  }

  private void joinNow() {
    // Who still believes to own something is still running, and finds out by itself.
    if (wanted && !stopping && owned.isEmpty() && !sim.group().has(this)) {
      sim.group().join(this);
    }
  }

  void leave(LeaveReason why) {
    worker
        .process()
        .in(
            dice.between(1, 60),
            () -> {
              wanted = why == LeaveReason.CUT_OFF && wanted;
              cutOff = why == LeaveReason.CUT_OFF;
              if (!cutOff || sim.group().size() > 1) {
                leaveNow(() -> {});
              }
              look();
            });
  }

  /** The same for good. */
  void leaveForGood(Runnable then) {
    stopping = true;
    leaveNow(then);
  }

  /** Lets everything go, what is decided flushed, then leaves the group. */
  private void leaveNow(Runnable then) {
    revoke(
        new TreeSet<>(owned.keySet()),
        () -> {
          sim.group().remove(this);
          then.run();
        });
  }

  private void look() {
    worker
        .process()
        .in(
            10_000,
            () -> {
              if (!wanted || sim.group().has(this)) {
                return;
              }
              if (!cutOff || sim.group().size() == 0) {
                joinNow();
              } else {
                look();
              }
            });
  }

  /** The coordinator went on without it; it finds out, lets all go, and joins again. */
  void expelled() {
    if (sim.group().has(this) || revoking) {
      return;
    }
    for (int partition : new TreeSet<>(owned.keySet())) {
      forget(partition);
    }
    if (wanted && !cutOff) {
      worker.process().in(dice.between(5, 500), this::joinNow);
    }
  }

  // Assignment.

  void rebalanced(int newGeneration, Set<Integer> assigned, long delay) {
    worker.process().in(delay, () -> sync(newGeneration, assigned));
  }

  private void sync(int newGeneration, Set<Integer> assigned) {
    if (revoking) {
      waitingSync = () -> sync(newGeneration, assigned);
      return;
    }
    if (!sim.group().has(this) || !sim.group().isCurrent(newGeneration)) {
      return;
    }
    generation = newGeneration;
    Set<Integer> leaving = new TreeSet<>(owned.keySet());
    leaving.removeAll(assigned);
    for (int p = 0; p < sim.topic().partitions(); p++) {
      if (!assigned.contains(p) && !owned.containsKey(p)) {
        sim.group().released(this, p);
      }
    }
    Set<Integer> coming = new TreeSet<>(assigned);
    coming.removeAll(owned.keySet());
    // What it has given back since then is another's to have.
    coming.removeIf(partition -> !sim.group().holds(this, partition));
    coming.forEach(this::assign);
    if (!leaving.isEmpty()) {
      revoke(leaving, () -> {});
    }
  }

  private void assign(int partition) {
    long incarnation = ++incarnations;
    owned.put(partition, incarnation);
    fetching.assigned(partition, incarnation);
    sim.trace(() -> worker.name() + " is assigned " + partition + " as " + incarnation);
    worker.post(core -> {
      known.add(partition);
      core.assigned(partition, incarnation);
    });
  }

  private void revoke(Set<Integer> leaving, Runnable then) {
    if (revoking) {
      worker.process().in(50, () -> revoke(leaving, then));
      return;
    }
    leaving.retainAll(owned.keySet());
    if (leaving.isEmpty()) {
      then.run();
      return;
    }
    revoking = true;
    fetching.hold();
    int[] left = {leaving.size()};
    Runnable done =
        once(() -> {
          for (int partition : leaving) {
            forget(partition);
            sim.group().released(this, partition);
          }
          revoking = false;
          fetching.goOn();
          then.run();
          Runnable sync = waitingSync;
          waitingSync = null;
          if (sync != null) {
            sync.run();
          }
          if (!sim.group().has(this)) {
            expelled();
          }
        });
    for (int partition : leaving) {
      long incarnation = owned.getOrDefault(partition, -1L);
      worker.post(core -> {
        if (owns(partition, incarnation)) {
          leavingNow.add(partition);
        }
        core.revoked(
            partition,
            incarnation,
            () -> {
              if (owns(partition, incarnation)) {
                worker.settler().letsGo(partition, incarnation);
              }
              left[0]--;
              if (left[0] == 0) {
                worker.process().in(dice.between(1, 5), done);
              }
            });
      });
    }
    worker.process().in(FLUSH, done);
  }

  private static Runnable once(Runnable what) {
    boolean[] ran = new boolean[1];
    return () -> {
      if (!ran[0]) {
        ran[0] = true;
        what.run();
      }
    };
  }

  private void forget(int partition) {
    Long incarnation = owned.remove(partition);
    if (incarnation != null) {
      sim.trace(() -> worker.name() + " has left " + partition);
      fetching.left(partition);
      worker.post(core -> {
        known.remove(partition);
        leavingNow.remove(partition);
        core.left(partition, incarnation);
      });
    }
  }

  // Recovery.

  void recover(int partition, long incarnation) {
    Runnable read =
        () -> worker.process().in(dice.between(1, 40), () -> readBack(partition, incarnation));
    worker
        .process()
        .in(
            dice.skewed(1, 300),
            sim.bug() == PlantedBug.RECOVERY_DOES_NOT_WAIT
                ? read
                : () -> sim.topic().whenStable(partition, read));
  }

  private void readBack(int partition, long incarnation) {
    if (!owns(partition, incarnation)) {
      return;
    }
    CommitMark mark = sim.topic().mark(partition).orElse(CommitMark.begin(0));
    if (sim.bug() == PlantedBug.BITMAP_OFF_BY_ONE && mark.end() > mark.offset() + 1) {
      int span = (int) (mark.end() - mark.offset());
      mark =
          new CommitMark(
              mark.offset(),
              mark.end(),
              mark.open().get(1, span),
              mark.records(),
              mark.duplicates());
    }
    RecentIds recent =
        sim.bug() == PlantedBug.SETTLED_IDS_ARE_FORGOTTEN
            ? new RecentIds(10, Duration.ofHours(1))
            : sim.topic().recent(partition);
    Recovered found = new Recovered(partition, incarnation, mark, recent);
    long from =
        mark.offset() + (sim.bug() == PlantedBug.SEEK_ONE_TOO_FAR && mark.offset() > 0 ? 1 : 0);
    sim.trace(() -> worker.name() + " has recovered " + partition + ": " + found.mark());
    worker.post(core -> {
      core.recovered(found);
      // Only now, when the window is open, may its records come.
      fetching.recovered(partition, incarnation, from);
    });
  }
}
