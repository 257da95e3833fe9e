package fm.raido.system.simulation;

import fm.raido.schemas.protection.FoldSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a schedule is like: its size and which faults it has. Each schedule has only some of them,
 * so that rare ones are not drowned by frequent ones.
 *
 * @param stormMillis how long faults happen
 * @param requests how many arrive
 * @param words how many different texts they have
 * @param lookAgain longest time between two looks of a worker
 */
record Weather(
    int workers,
    int partitions,
    int requests,
    int words,
    long stormMillis,
    Set<Fault> faults,
    FoldSettings settings,
    boolean fallback,
    Duration airLead,
    int jobs,
    Duration lookAgain) {

  /** What may go wrong, or happen at all. */
  enum Fault {
    CRASH,
    PAUSE,
    SUSPEND,
    STOP,
    REBALANCE,
    EXPULSION,
    SLOW_LOG,
    LOST_APPEND,
    REPEATED_APPEND,
    BROKER_CLOCK,
    WALL_CLOCK,
    HOST_DEAD,
    HOST_HANGS,
    HOST_OVERLOADED,
    HOST_SLOW,
    HOST_BLIPS,
    REFUSALS,
    STORE_FAILS,
    STORE_HANGS,
    AGENT,
    AGENT_SILENT,
    PRESSURE,
    OPERATOR,
    RUBBISH,
    REPEATED_REQUEST,
    REPLAY,
    DEADLINES,
    SETTLER_SLOW,
    UNKNOWN_FATE,
    UNWRITABLE,
    ROAD_CUT,
    OTHER_SETTINGS,
    RENDER_FAILS,
    JOB_LATE
  }

  /** Faults that may keep a deadline from being served, though nobody breaks a rule. */
  private static final Set<Fault> OF_MEMBERSHIP =
      EnumSet.of(
          Fault.CRASH,
          Fault.PAUSE,
          Fault.SUSPEND,
          Fault.STOP,
          Fault.REBALANCE,
          Fault.EXPULSION,
          Fault.ROAD_CUT,
          Fault.RENDER_FAILS,
          Fault.UNWRITABLE,
          Fault.SLOW_LOG,
          Fault.LOST_APPEND);

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /**
   * Whether each partition stays with one worker that goes on, so that deadlines must be served.
   */
  boolean isSteady() {
    return faults.stream().noneMatch(OF_MEMBERSHIP::contains);
  }

  static Weather of(Dice dice, Set<Fault> wanted) {
    double density = dice.pick(List.of(0.0, 0.1, 0.2, 0.3, 0.45));
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (dice.chance(density)) {
        faults.add(fault);
      }
    }
    faults.addAll(wanted);
    if (dice.chance(0.4)) {
      faults.add(Fault.DEADLINES);
    }
    if (faults.contains(Fault.AGENT_SILENT) || faults.contains(Fault.PRESSURE)) {
      faults.add(Fault.AGENT);
    }
    int workers = dice.chance(0.3) ? 1 : (int) dice.skewed(1, 8);
    return new Weather(
        workers,
        (int) dice.skewed(1, 6),
        (int) dice.skewed(1, 30),
        (int) dice.between(1, 12),
        dice.skewed(3_000, 70_000),
        faults,
        settings(dice),
        dice.chance(0.8),
        Duration.ofMillis(dice.between(500, 6_000)),
        (int) dice.between(1, 3),
        Duration.ofSeconds(dice.between(5, 30)));
  }

  /** Several hundred workers, little work. */
  static Weather crowd(Dice dice) {
    Weather one = of(dice, Set.of());
    Set<Fault> faults = EnumSet.copyOf(EnumSet.allOf(Fault.class));
    faults.removeIf(fault -> !one.has(fault));
    faults.removeAll(Set.of(Fault.OTHER_SETTINGS, Fault.SLOW_LOG));
    return new Weather(
        (int) dice.between(150, 400),
        6,
        (int) dice.between(5, 20),
        one.words(),
        dice.between(4_000, 10_000),
        faults,
        one.settings(),
        one.fallback(),
        one.airLead(),
        one.jobs(),
        one.lookAgain());
  }

  static FoldSettings settings(Dice dice) {
    return new FoldSettings(
        "kokoro",
        (int) (dice.chance(0.5) ? dice.between(2, 10) : dice.between(20, 200)),
        (int) dice.between(1, 3),
        (int) dice.between(1, 5),
        Duration.ofSeconds(dice.between(5, 60)),
        (int) dice.between(1, 3),
        Duration.ofMillis(dice.between(1_500, 6_000)),
        Duration.ofMillis(dice.between(0, 8_000)),
        Duration.ofMillis(dice.between(200, 2_000)),
        Duration.ofMillis(dice.between(2_000, 5_000)),
        Duration.ofSeconds(dice.between(0, 8)),
        Duration.ofSeconds(dice.between(2, 40)),
        Set.of(),
        "store");
  }
}
