package fm.raido.system.simulation;

import fm.raido.system.simulation.Weather.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consumer group, cooperative: a partition goes to its new owner only when the old one has let
 * it go or was expelled. Every change makes a new generation; members learn of it one by one.
 */
final class Group {
  private final Simulation sim;
  private final Dice dice;
  private final List<SimulatedConsumer> members = new ArrayList<>();
  private final Map<Integer, SimulatedConsumer> held = new HashMap<>();
  private int generation;
  private boolean planned;

  Group(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
  }

  int size() {
    return members.size();
  }

  boolean has(SimulatedConsumer member) {
    return members.contains(member);
  }

  /** Whether the coordinator takes offsets from that member as of that generation. */
  boolean takesFrom(SimulatedConsumer member, int itsGeneration) {
    return sim.bug() == PlantedBug.ZOMBIE_MAY_COMMIT
        || (members.contains(member) && itsGeneration == generation);
  }

  boolean isCurrent(int itsGeneration) {
    return itsGeneration == generation;
  }

  void join(SimulatedConsumer member) {
    if (!members.contains(member)) {
      members.add(member);
      rebalance();
    }
  }

  /** It leaves, or is taken for dead. */
  void remove(SimulatedConsumer member) {
    if (members.remove(member)) {
      held.values().removeIf(member::equals);
      rebalance();
    }
  }

  /** It has let go of that partition. */
  void released(SimulatedConsumer member, int partition) {
    if (held.remove(partition, member)) {
      rebalance();
    }
  }

  boolean holds(SimulatedConsumer member, int partition) {
    return member.equals(held.get(partition));
  }

  void rebalance() {
    if (!planned) {
      planned = true;
      sim.timeline().in(dice.skewed(2, 400), this::next);
    }
  }

  private void next() {
    planned = false;
    generation++;
    if (members.isEmpty()) {
      return;
    }
    Map<SimulatedConsumer, Set<Integer>> assigned = new HashMap<>();
    int[] load = new int[members.size()];
    int most = (sim.topic().partitions() + members.size() - 1) / members.size();
    boolean shuffled = sim.storms(Fault.REBALANCE) && dice.chance(0.5);
    for (int p = 0; p < sim.topic().partitions(); p++) {
      SimulatedConsumer holder = held.get(p);
      int target = holder == null || shuffled ? -1 : members.indexOf(holder);
      if (target < 0 || load[target] >= most) {
        target = lightest(load, shuffled);
      }
      load[target]++;
      SimulatedConsumer member = members.get(target);
      if (holder == null) {
        held.put(p, member);
      }
      if (holder == null || holder.equals(member)) {
        assigned.computeIfAbsent(member, m -> new TreeSet<>()).add(p);
      }
    }
    int now = generation;
    for (SimulatedConsumer member : List.copyOf(members)) {
      Set<Integer> its = assigned.getOrDefault(member, Set.of());
      // Who has nothing to give or take learns of it whenever it happens to.
      boolean late = sim.storms(Fault.LATE_EPOCH) && member.ownsJust(its) && dice.chance(0.5);
      member.rebalanced(now, its, dice.skewed(1, late ? 6_000 : 200));
    }
  }

  private int lightest(int[] load, boolean shuffled) {
    int best = shuffled ? dice.upTo(load.length - 1) : 0;
    for (int i = 0; i < load.length; i++) {
      if (load[i] < load[best]) {
        best = i;
      }
    }
    return best;
  }
}
